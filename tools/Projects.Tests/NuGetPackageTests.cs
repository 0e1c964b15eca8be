using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using System.Xml.Linq;
using UAsyncio.Projects.Tests.Stands;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>The NuGet package, packed and used in a project of its own, offline.</summary>
    public sealed class NuGetPackageTests : IAsyncLifetime
    {
        private const string App = """
            using System;
            using UAsyncio.Nano;

            public static class Program
            {
                public static void Main()
                {
                    Console.WriteLine("sum " + new EventLoop().Run(AddAsync(1, 2)));
                }

                private static async Coroutine<int> AddAsync(int a, int b)
                {
                    await Coroutine.Delay(1);
                    return a + b;
                }
            }
            """;

        private static readonly string s_version = Repository.Version;

        private readonly Workspace _workspace = new();

        private string PackageFile => _workspace.Path($"feed/UAsyncio.Nano.{s_version}.nupkg");

        public async ValueTask InitializeAsync()
        {
            // The library of this build, not compiled again.
            (int exitCode, string output) = await DotNet.RunAsync(
                Repository.Root, "pack", "UAsyncio.Nano/Core", "--no-build", "-c", Repository.Configuration, "-o", _workspace.Path("feed"));
            Assert.True(exitCode == 0, output);
        }

        public ValueTask DisposeAsync()
        {
            _workspace.Dispose();
            return default;
        }

        [Fact]
        public void Package_holds_library_face_targets_and_tools()
        {
            using ZipArchive package = ZipFile.OpenRead(PackageFile);
            string[] files = package.Entries.Select(e => e.FullName).ToArray();
            string[] expected =
            [
                "UAsyncio.Nano.nuspec", "README.md",
                "lib/netnano1.0/UAsyncio.Nano.dll", "lib/netnano1.0/UAsyncio.Nano.pdb", "lib/netnano1.0/UAsyncio.Nano.xml",
                "build/UAsyncio.Nano.props", "build/UAsyncio.Nano.targets", "build/NanoWeave.targets", "build/face/UAsyncio.Nano.dll",
                "tools/UAsyncio.Weaver.dll", "tools/UAsyncio.NanoLint.dll", "tools/Mono.Cecil.dll", "tools/Mono.Cecil.Pdb.dll",
                "analyzers/dotnet/cs/UAsyncio.Nano.Analyzers.dll",
            ];
            Assert.Empty(expected.Except(files));

            // No second folder of assemblies that NuGet would take for the library.
            Assert.DoesNotContain(files, f => f.StartsWith("ref/", StringComparison.Ordinal));
            Assert.Single(files, f => f.StartsWith("lib/", StringComparison.Ordinal) && f.EndsWith(".dll", StringComparison.Ordinal));
        }

        [Fact]
        public void Dependencies_have_the_versions_that_the_library_is_built_with()
        {
            using ZipArchive package = ZipFile.OpenRead(PackageFile);
            using Stream stream = package.GetEntry("UAsyncio.Nano.nuspec")!.Open();
            XElement nuspec = XElement.Load(stream);
            Assert.Equal(s_version, nuspec.Descendants().Single(e => e.Name.LocalName == "version").Value);
            (string, string)[] dependencies = nuspec.Descendants().Where(e => e.Name.LocalName == "dependency")
                .Select(d => ((string)d.Attribute("id")!, (string)d.Attribute("version")!)).ToArray();
            IEnumerable<string> referred = XElement.Load(Repository.Path("UAsyncio.Nano/Core/UAsyncio.Nano.csproj")).Descendants("NanoReference").Select(NfProject.Include).Append("mscorlib");
            Assert.Equal(
                NanoPackages.All.Where(p => referred.Contains(p.Assembly)).Select(p => (p.Package, p.Version)).Order(), dependencies.Order());
        }

        [Fact]
        public async Task Project_of_nanoFrameworks_SDK_gets_async_by_installing_it()
        {
            PackageFeed feed = new(_workspace.Path("feed"));
            NanoPackages.AddTo(feed);
            NanoSdk.AddTo(feed);
            _workspace.Write("nuget.config", """
                <configuration>
                  <config><add key="globalPackagesFolder" value="nuget" /></config>
                  <packageSources><clear /><add key="feed" value="feed" /></packageSources>
                </configuration>
                """);
            _workspace.Write("App/Program.cs", App);
            _workspace.Write("App/App.csproj", $"""
                <Project Sdk="{NanoSdk.Name}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="UAsyncio.Nano" Version="{s_version}" />
                  </ItemGroup>
                </Project>
                """);
            (int exitCode, string output) = await DotNet.RunAsync(_workspace.Path("App"), "build", "App.csproj");
            Assert.True(exitCode == 0, output);
            AssertRuns("App/bin/Debug/netnano1.0/App.exe");
            Assert.True(File.Exists(_workspace.Path("App/obj/Debug/netnano1.0/App.pe")));
        }

        [Fact]
        public async Task Project_with_packages_config_gets_async_by_installing_it()
        {
            WriteNfProject(App);
            (int exitCode, string output) = await BuildNfProjectAsync();
            Assert.True(exitCode == 0, output);
            AssertRuns("App/bin/Release/App.exe");
        }

        [Fact]
        public async Task What_the_device_cannot_run_fails_the_users_build()
        {
            WriteNfProject(App.Replace("return a + b;", "return checked(a + b);", StringComparison.Ordinal));
            (int exitCode, string output) = await BuildNfProjectAsync();
            Assert.Equal(1, exitCode);
            Assert.Matches(@"Program\.cs\(14,\d+\): error UAN106", output);
        }

        // As NuGet leaves it in Visual Studio.
        private void WriteNfProject(string program)
        {
            ProjectSystem.AddTo(_workspace);
            ProjectSystem.AddPackagesTo(_workspace);
            string folder = $"packages/UAsyncio.Nano.{s_version}";
            ZipFile.ExtractToDirectory(PackageFile, _workspace.Path(folder));
            IEnumerable<string> references = NanoPackages.All.Where(p => p.Assembly != "nanoFramework.TestFramework")
                .Select(p => Reference(p.Assembly, $"{p.Package}.{p.Version}/lib/"))
                .Append(Reference("UAsyncio.Nano", $"UAsyncio.Nano.{s_version}/lib/netnano1.0/"));
            _workspace.Write("App/Program.cs", program);
            _workspace.Write("App/App.nfproj", $"""
                <Project ToolsVersion="Current" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <Import Project="../{folder}/build/UAsyncio.Nano.props" />
                  <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props" />
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <AssemblyName>App</AssemblyName>
                  </PropertyGroup>
                  <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.props" />
                  <ItemGroup>
                    <Compile Include="Program.cs" />
                    {string.Concat(references)}
                  </ItemGroup>
                  <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets" />
                  <Import Project="../{folder}/build/UAsyncio.Nano.targets" />
                </Project>
                """);

            static string Reference(string name, string path) => $"""<Reference Include="{name}"><HintPath>../packages/{path}{name}.dll</HintPath></Reference>""";
        }

        private Task<(int ExitCode, string Output)> BuildNfProjectAsync()
        {
            return DotNet.RunAsync(_workspace.Path("App"), "msbuild", "App.nfproj", "-p:NanoFrameworkProjectSystemPath=" + _workspace.Path("system/"));
        }

        private void AssertRuns(string path)
        {
            List<string> lines = [];
            Device.LineWritten += lines.Add;
            Assembly app = Device.Load(_workspace.Path(path));
            Assert.Null(Device.Run(app));
            Device.LineWritten -= lines.Add;
            Assert.Equal(["sum 3"], lines);

            // Merged into the coroutine: woven, not only compiled.
            Type machine = Assert.Single(app.GetTypes(), t => t.Name.Contains("AddAsync", StringComparison.Ordinal));
            Assert.Equal("UAsyncio.Nano.Coroutine", machine.BaseType!.FullName);
        }
    }
}
