using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>uasyncio test, on the virtual device.</summary>
public sealed class TestCommandTests
{
    [Fact]
    public async Task Each_test_is_reported_and_a_failed_one_is_the_exit_code()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("test", TestPaths.DeviceTests);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("Tests of DeviceApp.exe\n", output);
        Assert.Contains("\npassed   DeviceApp.LauncherTests.", output);
        Assert.Contains("\npassed   GlobalTests.Passes", output);
        Assert.Contains("\nskipped  DeviceApp.SkippedTests.NeverRuns: no hardware\n", output);
        Assert.Matches(@"\nFAILED   DeviceApp\.LauncherTests\.Fails: .*\n   at DeviceApp\.LauncherTests\.Fails\(\) in .*LauncherTests\.cs:line \d+\n(?!   at )", output);
        Assert.Matches(@"\n\d+ passed, \d+ failed, \d+ skipped\n$", output);
    }

    [Fact]
    public async Task A_filter_chooses_tests_and_without_a_failed_one_the_exit_code_is_0()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("test", TestPaths.DeviceTests, "--filter", "neverruns");
        Assert.Equal((0, "Tests of DeviceApp.exe\nskipped  DeviceApp.SkippedTests.NeverRuns: no hardware\n0 passed, 0 failed, 1 skipped\n"), (exitCode, output));
    }

    [Fact]
    public async Task A_filter_that_leaves_nothing_is_a_failure()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("test", TestPaths.OtherDeviceTests, TestPaths.DeviceTests, "--filter", "nothing of this name");
        Assert.Equal(1, exitCode);
        Assert.Matches(@"^FAILED   --filter: none of \d+ tests has nothing of this name in its name\.\n0 passed, 1 failed\n$", output);
    }

    [Fact]
    public async Task Of_several_assemblies_those_in_which_a_filter_leaves_nothing_are_passed_over()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("test", TestPaths.OtherDeviceTests, TestPaths.DeviceTests, "--filter", "neverruns");
        Assert.Equal((0, "Tests of DeviceApp.exe\nskipped  DeviceApp.SkippedTests.NeverRuns: no hardware\n0 passed, 0 failed, 1 skipped\n"), (exitCode, output));
    }

    [Fact]
    public async Task An_assembly_without_tests_is_a_failure()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("test", TestPaths.Program);
        Assert.Equal(1, exitCode);
        Assert.Contains("it has no tests", output);
    }

    [Fact]
    public async Task In_a_folder_of_projects_a_program_without_tests_is_passed_over_unless_none_has_any()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;

        try
        {
            Built("App", TestPaths.Program);
            Built("App2", TestPaths.Program);
            (int exitCode, string output, _) = await ToolProcess.RunAsync("test", folder);
            Assert.Equal(1, exitCode);
            Assert.EndsWith("FAILED   ProfileApp.exe, ProfileApp.exe: there are no tests in it.\n0 passed, 1 failed\n", output);
            Built("App.Tests", TestPaths.DeviceTests);
            (exitCode, output, _) = await ToolProcess.RunAsync("test", folder, "--filter", "neverruns");
            Assert.Equal(0, exitCode);
            Assert.EndsWith("Tests of DeviceApp.exe\nskipped  DeviceApp.SkippedTests.NeverRuns: no hardware\n0 passed, 0 failed, 1 skipped\n", output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // A project that is built already.
        void Built(string name, string assembly)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, name + ".csproj"), $"<Project><PropertyGroup><TargetPath>{assembly}</TargetPath></PropertyGroup><Target Name=\"Restore\" /><Target Name=\"Build\" /></Project>");
        }
    }

    [Theory]
    [InlineData("nowhere", "There is no project nowhere")]
    [InlineData("nowhere.dll", "There is no nowhere.dll")]
    public async Task What_is_not_there_is_refused_before_anything_is_built(string missing, string expected)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;

        try
        {
            File.WriteAllText(Path.Combine(folder, "Some.csproj"), "<Project><Target Name=\"Restore\" /><Target Name=\"Build\" /></Project>");
            (int exitCode, string output, string error) = await ToolProcess.RunAsync("test", folder, missing);
            Assert.Equal((2, string.Empty), (exitCode, output));
            Assert.Contains(expected, error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        (int exitCode, _, string error) = await ToolProcess.RunAsync("test", "nowhere.dll");
        Assert.Equal(2, exitCode);
        Assert.Contains("There is no nowhere.dll", error);
    }
}
