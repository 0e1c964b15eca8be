using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Mono.Cecil;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>The .nfproj projects under MSBuild, with stand-ins for nanoFramework's project system and packages.</summary>
    public sealed class NfProjectBuildTests : IDisposable
    {
        private readonly Workspace _workspace = Workspace.WithProjects();

        public NfProjectBuildTests()
        {
            ProjectSystem.AddTo(_workspace);
            ProjectSystem.AddPackagesTo(_workspace);
        }

        public void Dispose()
        {
            _workspace.Dispose();
        }

        // As it opens; the tests below build for release.
        [Fact]
        public async Task Solution_builds_and_the_metadata_processor_gets_woven_assemblies()
        {
            (int exitCode, string output) = await DotNet.RunAsync(
                _workspace.Root, "msbuild", "nfproj.sln", "-m", "-p:Configuration=Debug", "-p:NanoFrameworkProjectSystemPath=" + _workspace.Path("system/"));
            Assert.True(exitCode == 0, output);

            foreach (NfProject project in NfProject.All.Values)
            {
                string folder = Path.GetDirectoryName(project.Path)!;
                bool hasCoroutines = Directory.EnumerateFiles(_workspace.Path(folder), "*.cs", SearchOption.AllDirectories)
                    .Any(f => File.ReadAllText(f).Contains("async Coroutine", StringComparison.Ordinal));
                AssertWoven($"{folder}/obj/Debug/{project.Property("AssemblyName")}.pe", hasCoroutines);
            }

            AssertWoven("boards/Esp32/bin/Debug/UAsyncio.Nano.dll", hasCoroutines: true);
        }

        [Fact]
        public async Task Second_build_weaves_nothing_again()
        {
            (int exitCode, string output) = await BuildAsync("firmware/firmware.nfproj");
            Assert.True(exitCode == 0, output);
            string assembly = _workspace.Path("firmware/obj/Release/Firmware.dll");
            DateTime written = File.GetLastWriteTimeUtc(assembly);
            (exitCode, output) = await BuildAsync("firmware/firmware.nfproj");
            Assert.True(exitCode == 0, output);
            Assert.Equal(written, File.GetLastWriteTimeUtc(assembly));
        }

        [Fact]
        public async Task What_the_device_cannot_run_fails_the_build_with_its_line()
        {
            string file = _workspace.Path("firmware/Led.cs");
            File.WriteAllText(file, File.ReadAllText(file).Replace("IsOn = on;", "IsOn = on; int[,] grid = new int[2, 2]; grid[0, 1] = 1;", StringComparison.Ordinal));
            (int exitCode, string output) = await BuildAsync("firmware/firmware.nfproj");
            Assert.Equal(1, exitCode);
            Assert.Matches(@"Led\.cs\(\d+,\d+\): error UAN102", output);
        }

        [Fact]
        public async Task Both_kinds_of_project_build_in_one_folder()
        {
            (int exitCode, string output) = await BuildAsync("UAsyncio.Nano/Core/UAsyncio.Nano.nfproj", "-p:Configuration=Debug");
            Assert.True(exitCode == 0, output);
            Assert.True(Directory.Exists(_workspace.Path("UAsyncio.Nano/Core/obj/Debug")));
            string[] left = Directory.GetFiles(_workspace.Path("UAsyncio.Nano/Core/obj"), "*", SearchOption.AllDirectories);

            // Generated sources of the one are no sources of the other.
            File.WriteAllText(_workspace.Path("UAsyncio.Nano/Core/obj/Debug/Generated.cs"), "not C#");
            (exitCode, output) = await DotNet.RunAsync(_workspace.Root, "msbuild", "UAsyncio.Nano/Core", "-getItem:Compile", "-p:Device=true");
            Assert.True(exitCode == 0, output);
            Assert.Contains("EventLoop.cs", output);
            Assert.DoesNotContain("Generated.cs", output);
            File.Delete(_workspace.Path("UAsyncio.Nano/Core/obj/Debug/Generated.cs"));
            Assert.Equal(left, Directory.GetFiles(_workspace.Path("UAsyncio.Nano/Core/obj"), "*", SearchOption.AllDirectories));
        }

        // Whose description is XML, in which the paths stand.
        [Fact]
        public async Task A_package_can_be_made_in_a_folder_of_any_name()
        {
            (int exitCode, string output) = await DotNet.RunAsync(_workspace.Root, "msbuild", "UAsyncio.Nano/Udp", "-getProperty:NuspecProperties", "-p:Device=true");
            Assert.True(exitCode == 0, output);
            Assert.Contains("/R&amp;D ", output);
            Assert.DoesNotContain("/R&D ", output);
        }

        [Fact]
        public async Task Without_the_project_system_one_error_says_what_to_install()
        {
            (int exitCode, string output) = await DotNet.RunAsync(_workspace.Root, "msbuild", "firmware/firmware.nfproj", "-p:NanoFrameworkProjectSystemPath=" + _workspace.Path("none/"));
            Assert.Equal(1, exitCode);
            Assert.Contains("error UAN203", output);
            Assert.Contains("install the nanoFramework extension", output);
        }

        // With the tools of this build, to be quicker.
        private Task<(int ExitCode, string Output)> BuildAsync(string project, params string[] arguments)
        {
            return DotNet.RunAsync(
                _workspace.Root,
                ["msbuild", project, "-p:NanoFrameworkProjectSystemPath=" + _workspace.Path("system/"), "-p:NanoTools=" + Repository.Output("NanoLint") + "/", .. arguments]);
        }

        private void AssertWoven(string path, bool hasCoroutines)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(_workspace.Path(path));
            Assert.Equal(hasCoroutines, module.GetTypes().Any(t => t.BaseType?.FullName == "UAsyncio.Nano.Coroutine"));
            Assert.DoesNotContain(module.GetTypes(), t => t.HasGenericParameters);
            Assert.DoesNotContain(module.GetTypes().SelectMany(t => t.Interfaces), i => i.InterfaceType.Name == "IAsyncStateMachine");
        }
    }
}
