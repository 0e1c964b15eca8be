using System.Reflection;

[assembly: AssemblyTitle("UAsyncio.Nano.Net")]
[assembly: AssemblyProduct("UAsyncio.Nano")]
[assembly: AssemblyCompany("UAsyncio.Nano contributors")]
[assembly: AssemblyCopyright("Copyright (c) 2026 The UAsyncio.Nano contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: AssemblyInformationalVersion("0.1.0")]
