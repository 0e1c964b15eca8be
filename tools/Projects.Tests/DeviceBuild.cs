using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>A workspace where builds for a device find stand-ins of nanoFramework's packages; the built projects serve a class of tests.</summary>
    public sealed class DeviceBuild : IAsyncLifetime
    {
        public const string Pem = "subject=O = \"A, B\"\n-----BEGIN CERTIFICATE-----\nAB+/=;%\n-----END CERTIFICATE-----\n";
        public const string Key = "-----BEGIN PRIVATE KEY-----\nCD\n-----END PRIVATE KEY-----\n";

        public const string Broker = "10.0.0.5:1884";

        private readonly Workspace _workspace = Workspace.WithProjects();

        /// <summary>Gets the folders of the test projects.</summary>
        public static IEnumerable<string> TestAreas => NfProject.TestPaths.Select(p => Path.GetDirectoryName(p.Data)!);

        public string Root => _workspace.Root;

        public async ValueTask InitializeAsync()
        {
            PackageFeed feed = new(_workspace.Path("feed"));
            NanoPackages.AddTo(feed);
            _workspace.Write("boards/certificate/device.pem", Pem);
            _workspace.Write("boards/certificate/device.key", Key);

            // A board whose build names a broker.
            Directory.CreateDirectory(_workspace.Path("boards/AtBroker"));
            File.Copy(_workspace.Path("boards/Stm32/Hardware.cs"), _workspace.Path("boards/AtBroker/Hardware.cs"));
            _workspace.Write("boards/AtBroker/AtBroker.csproj", File.ReadAllText(_workspace.Path("boards/Stm32/Stm32.csproj"))
                .Replace("<Project>", $"<Project><PropertyGroup><DemoBroker>{Broker}</DemoBroker></PropertyGroup>", StringComparison.Ordinal));

            // One build of a solution: one by one takes four times as long. What the projects refer to is built in their configuration.
            IEnumerable<string> projects = ((string[])["boards/Esp32", "boards/Stm32", "boards/AtBroker", .. TestAreas])
                .Select(p => $"<Project Path=\"{Path.GetRelativePath(Root, Directory.GetFiles(Path.Combine(Root, p), "*.csproj").Single())}\" />");
            _workspace.Write("Images.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
            (int exitCode, string output) = await BuildAsync("Images.slnx", feed.Folder, more: "-p:ShouldUnsetParentConfigurationAndPlatform=false");
            Assert.True(exitCode == 0, output);
        }

        public ValueTask DisposeAsync()
        {
            _workspace.Dispose();
            return default;
        }

        /// <summary>Builds as the README says, with packages from a folder.</summary>
        internal Task<(int ExitCode, string Output)> BuildAsync(string project, string source, string packages = "nuget", string command = "build", string more = "-nologo")
        {
            return DotNet.RunAsync(
                Root, command, project, "-c", "Release", "-p:Device=true", "-p:NanoPackageSource=" + Path.GetRelativePath(Root, source), "-p:NanoPackageRoot=" + _workspace.Path(packages), more);
        }

        /// <summary>The image of a built project.</summary>
        /// <returns>The names of the assemblies in it.</returns>
        internal string[] Image(string project)
        {
            string name = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Combine(Root, project), "*.csproj").Single());
            byte[] image = File.ReadAllBytes(Directory.GetFiles(Path.Combine(Root, "artifacts/device/bin", name, "release"), "*.bin").Single());
            byte[] core = NanoPackages.CoreLibraryPe;
            Assert.Equal(core, image.Take(core.Length));
            string text = Encoding.ASCII.GetString(image[Filled(core.Length)..]);
            string[] names = NanoPackages.NamesIn(text).ToArray();
            Assert.Equal(string.Concat(names.Select(n => NanoPackages.Pe(n).PadRight(Filled(NanoPackages.Pe(n).Length), '\0'))), text);
            return [NanoPackages.CoreLibrary, .. names];
        }

        private static int Filled(int length) => (length + 3) / 4 * 4;
    }
}
