using System.Reflection;

[assembly: AssemblyTitle("Demo app of UAsyncio.Nano")]
[assembly: AssemblyProduct("UAsyncio.Nano")]
[assembly: AssemblyCompany("UAsyncio.Nano contributors")]
[assembly: AssemblyCopyright("Copyright (c) 2026 The UAsyncio.Nano contributors")]
[assembly: AssemblyVersion("1.0.0.0")]
[assembly: AssemblyFileVersion("1.0.0.0")]
[assembly: AssemblyInformationalVersion("1.0.0")]
