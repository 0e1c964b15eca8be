using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Mono.Cecil;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>dotnet build -p:Device=true.</summary>
    public sealed class DeviceImageTests : IClassFixture<DeviceBuild>
    {
        private static readonly string[] s_core = ["mscorlib", "nanoFramework.Runtime.Native", "UAsyncio.Nano"];
        private static readonly string[] s_net = ["nanoFramework.System.Text", "System.IO.Streams", "System.Net", "System.Threading", "UAsyncio.Nano.Net"];
        private static readonly string[] s_tests = ["NFUnitTest", "nanoFramework.TestFramework", "nanoFramework.UnitTestLauncher"];

        private readonly DeviceBuild _build;

        public DeviceImageTests(DeviceBuild build)
        {
            _build = build;
        }

        public static TheoryData<string> TestAreas => new(DeviceBuild.TestAreas);

        [Theory]
        [InlineData("boards/Esp32", "Esp32", "Firmware", "nanoFramework.Runtime.Events", "System.Device.Gpio", "System.Device.Wifi")]
        [InlineData("boards/Stm32", "Stm32", "Firmware", "nanoFramework.Runtime.Events", "System.Device.Gpio")]
        [InlineData("boards/AtBroker", "AtBroker", "Firmware", "Firmware.Mqtt", "UAsyncio.Nano.Mqtt", "nanoFramework.Runtime.Events", "System.Device.Gpio")]
        public void Image_is_what_the_program_refers_to_and_nothing_else(string project, params string[] beside)
        {
            string[] image = _build.Image(project);
            IEnumerable<string> expected = s_core.Concat(s_net).Append("UAsyncio.Nano.Http").Append("UAsyncio.Nano.Inspection").Append("UAsyncio.Nano.WebSockets").Concat(beside);
            Assert.Equal(expected.Order(StringComparer.Ordinal), image.Order(StringComparer.Ordinal));
            Assert.Equal("mscorlib", image[0]);
        }

        [Theory]
        [MemberData(nameof(TestAreas))]
        public void Image_of_tests_has_the_networks_assemblies_only_where_they_are_tested(string project)
        {
            string[] image = _build.Image(project);
            Assert.Equal("mscorlib", image[0]);
            Assert.Empty(s_core.Concat(s_tests).Except(image));
            bool isHttp = Path.GetFileName(project) is "Http" or "HttpClient" or "Mqtt" or "MqttPrograms" or "Reliability" or "Shortage" or "WebSockets";
            bool isNet = isHttp || Path.GetFileName(project) is "Devices" or "Discovery" or "Inspection" or "MqttConnections" or "MqttMessages" or "Net" or "Servers" or "Tls";
            string[] expected = isNet ? ["System.Net", "UAsyncio.Nano.Net"] : Path.GetFileName(project) is "Udp" ? ["System.Net"] : [];
            Assert.Equal(expected, image.Intersect(["System.Net", "UAsyncio.Nano.Net"]).Order(StringComparer.Ordinal));
            Assert.Equal(isHttp, image.Contains("UAsyncio.Nano.Http"));
        }

        // The table of the firmware that it fits: the format's header has the checksum behind two others and the flags, then the version.
        [Fact]
        public void Core_library_is_the_one_that_the_firmware_is_made_for()
        {
            byte[] pe = NanoPackages.CoreLibraryPe;
            Assert.Equal(0x1549C856u, BitConverter.ToUInt32(pe, 20));
            using ModuleDefinition module = ModuleDefinition.ReadModule(Repository.CoreLibrary);
            CustomAttribute native = module.Assembly.CustomAttributes.Single(a => a.AttributeType.Name == "AssemblyNativeVersionAttribute");
            Assert.Equal("100.5.0.24", native.ConstructorArguments.Single().Value);
        }

        [Fact]
        public void Program_stands_behind_what_it_refers_to()
        {
            string[] image = _build.Image("boards/Esp32");
            Assert.Equal("Esp32", image[^1]);
            Assert.True(Array.IndexOf(image, "UAsyncio.Nano") < Array.IndexOf(image, "Firmware"));
            Assert.True(Array.IndexOf(image, "System.Net") < Array.IndexOf(image, "UAsyncio.Nano.Net"));
        }

        // What the boards' README asks for, and uasyncio flash.
        [Fact]
        public async Task Build_says_where_the_image_is()
        {
            (_, string path) = await DotNet.RunAsync(_build.Root, "msbuild", "boards/Esp32", "-getProperty:DeviceImage", "-p:Device=true", "-p:Configuration=Release");
            Assert.Equal(Path.Combine(_build.Root, "artifacts/device/bin/Esp32/release/Esp32.bin"), path.Trim());
        }

        [Fact]
        public void What_was_converted_is_woven()
        {
            string path = Path.Combine(_build.Root, "artifacts/device/obj/firmware/release/Firmware.dll");
            using ModuleDefinition module = ModuleDefinition.ReadModule(path);
            Assert.Contains(module.GetTypes(), t => t.BaseType?.FullName == "UAsyncio.Nano.Coroutine");
            Assert.DoesNotContain(module.GetTypes(), t => t.IsValueType && t.Name.StartsWith('<'));
        }

        // The library's own build has a .pe beside it, of all of it.
        [Fact]
        public void What_was_converted_of_a_library_is_what_the_program_can_reach()
        {
            string folder = Path.Combine(_build.Root, "artifacts/device/obj/Esp32/release");
            using ModuleDefinition whole = ModuleDefinition.ReadModule(Path.Combine(_build.Root, "artifacts/device/obj/UAsyncio.Nano/release/UAsyncio.Nano.dll"));
            using ModuleDefinition trimmed = ModuleDefinition.ReadModule(Path.Combine(folder, "trimmed/UAsyncio.Nano.dll"));
            Assert.NotNull(whole.GetType("UAsyncio.Nano.AsyncBarrier"));
            Assert.Null(trimmed.GetType("UAsyncio.Nano.AsyncBarrier"));
            Assert.NotNull(trimmed.GetType("UAsyncio.Nano.EventLoop"));
            Assert.True(File.Exists(Path.Combine(folder, "nano/UAsyncio.Nano.pe")));
        }

        [Theory]
        [InlineData("Esp32")]
        [InlineData("Stm32")]
        public void Program_has_the_boards_certificate(string board)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(_build.Root, $"artifacts/device/obj/{board}/release/{board}.exe"));
            object[] operands = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).ToArray();
            Assert.Contains(DeviceBuild.Pem, operands);
            Assert.Contains(DeviceBuild.Key, operands);
        }

        [Fact]
        public void Program_has_the_broker_that_the_build_names()
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(_build.Root, "artifacts/device/obj/AtBroker/release/AtBroker.exe"));
            Assert.Contains(DeviceBuild.Broker, module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand));
        }

        [Fact]
        public async Task Certificate_without_its_key_is_an_error_that_says_what_is_missing()
        {
            string folder = Path.Combine(_build.Root, "half-a-certificate");
            Directory.CreateDirectory(folder);
            File.Copy(Path.Combine(_build.Root, "boards/certificate/device.pem"), Path.Combine(folder, "device.pem"));
            (int exitCode, string output) = await _build.BuildAsync(
                "boards/Esp32", Path.Combine(_build.Root, "feed"), more: $"-p:BoardCertificateFolder={folder}{Path.DirectorySeparatorChar}");
            Assert.Equal(1, exitCode);
            Assert.Contains("error UAN204: ", output);
            Assert.Contains("needs both", output);
        }

        [Fact]
        public async Task Second_build_restores_nothing_and_changes_nothing()
        {
            string image = Path.Combine(_build.Root, "artifacts/device/bin/Esp32/release/Esp32.bin");
            byte[] before = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
            (int exitCode, string output) = await _build.BuildAsync("boards/Esp32", Path.Combine(_build.Root, "no-such-feed"));
            Assert.True(exitCode == 0, output);
            Assert.Equal(before, await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken));
        }

        [Fact]
        public async Task NuGet_package_of_a_build_for_a_device_has_the_pe_too()
        {
            (int exitCode, string output) = await _build.BuildAsync("UAsyncio.Nano/Core", Path.Combine(_build.Root, "feed"), command: "pack");
            Assert.True(exitCode == 0, output);
            using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(Path.Combine(_build.Root, "artifacts/device/package/release"), "*.nupkg").Single());
            Assert.NotNull(package.GetEntry("lib/netnano1.0/UAsyncio.Nano.pe"));
            Assert.NotNull(package.GetEntry("tools/UAsyncio.Weaver.dll"));
        }

        [Fact]
        public async Task Packages_out_of_reach_are_one_error_that_says_how_to_continue()
        {
            Directory.CreateDirectory(Path.Combine(_build.Root, "empty"));
            (int exitCode, string output) = await _build.BuildAsync("boards/Esp32", Path.Combine(_build.Root, "empty"), "nuget-empty");
            Assert.Equal(1, exitCode);
            Assert.Contains("    1 Error(s)", output);
            Assert.DoesNotContain("NU1", output);
            Assert.Contains("error UAN201: The nanoFramework packages cannot be reached", output);
            Assert.All(NanoPackages.StandIns, p => Assert.Contains($"{p.Package} {p.Version}", output));
            Assert.Contains($"{NanoPackages.MetadataProcessor} {NanoPackages.MetadataProcessorVersion}", output);
            Assert.Contains("-p:NanoPackageSource=", output);
        }
    }
}
