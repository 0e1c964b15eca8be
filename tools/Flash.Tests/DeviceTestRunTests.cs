using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>The device tests, on a device and on nanoclr.</summary>
public sealed class DeviceTestRunTests : IDisposable
{
    private static readonly string[] s_passing =
    [
        "Ready.",
        "Test passed,UAsyncio.Nano.Tests.LoopTests.Runs.0,120000",
        "a test writes, with commas",
        "Test skipped,UAsyncio.Nano.Tests.StreamTests.Reads.0,no network, none at all",
        "Test passed,UAsyncio.Nano.Tests.RowTests.Adds.1,0",
        "Done.",
    ];

    private static readonly string s_tests = Path.Combine(TestPaths.RepositoryRoot, "UAsyncio.Nano.Tests");

    private static readonly string[] s_areas =
        [.. Directory.GetDirectories(s_tests).Select(d => Path.GetFileName(d)).Where(a => File.Exists(Project(a))).Order(StringComparer.Ordinal)];

    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Tests_on_a_device_are_deployed_and_reported_one_by_one()
    {
        _run.Device = new FakeDevice { Lines = s_passing };

        Assert.Equal(0, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Equal(["--nanodevice --devicedetails --serialport COM7", $"--nanodevice --deploy --image {_run.Image} --serialport COM7"], _run.Nanoff.Calls);
        Assert.Contains("passed   UAsyncio.Nano.Tests.LoopTests.Runs (12 ms)", _run.Output);
        Assert.Contains("skipped  UAsyncio.Nano.Tests.StreamTests.Reads: no network, none at all", _run.Output);
        Assert.Contains("passed   UAsyncio.Nano.Tests.RowTests.Adds.1 (0 ms)", _run.Output);
        Assert.Contains("2 passed, 0 failed, 1 skipped", _run.Output);
    }

    [Fact]
    public void A_failed_test_is_the_exit_code()
    {
        _run.Device = new FakeDevice { Lines = ["Test passed,A.B.0,1", "Test failed,A.C.0,expected 1, got 2", "Done."] };

        Assert.Equal(1, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("FAILED   A.C: expected 1, got 2", _run.Output);
        Assert.Contains("1 passed, 1 failed" + Environment.NewLine, _run.Output);
    }

    [Fact]
    public void A_run_that_stops_is_a_failure()
    {
        _run.Device = new FakeDevice { Lines = ["Test passed,A.B.0,1"], Ends = true };

        Assert.Equal(1, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("FAILED   App.bin: it stopped before its end", _run.Output);
        Assert.EndsWith("1 passed, 1 failed", _run.Output.TrimEnd());
    }

    [Fact]
    public void A_run_without_tests_is_a_failure()
    {
        _run.Device = new FakeDevice { Lines = ["Done."] };

        Assert.Equal(1, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("FAILED   App.bin: it has no tests", _run.Output);
    }

    [Fact]
    public void One_area_is_built_deployed_and_run()
    {
        FakeProcesses processes = Programs();
        _run.Processes = processes;
        _run.Device = new FakeDevice { Lines = s_passing };

        Assert.Equal(0, _run.Run("test", Path.Combine(s_tests, "Net"), "--board", "esp32", "--port", "COM7"));
        Assert.Equal(
            [
                "nanoff --version",
                $"dotnet build {Project("Net")} -c Release -p:Device=true -p:Board=Esp32",
                $"dotnet msbuild {Project("Net")} -getProperty:DeviceImage -p:Device=true -p:Board=Esp32 -p:Configuration=Release",
                "nanoff --nanodevice --devicedetails --serialport COM7 " + FakeNanoff.Always,
                $"nanoff --nanodevice --deploy --image {_run.Image} --serialport COM7 {FakeNanoff.Always}",
            ],
            processes.Calls);
    }

    [Fact]
    public void All_areas_run_one_after_the_other_and_their_sum_is_the_last_line()
    {
        FakeProcesses processes = Programs();
        _run.Processes = processes;
        _run.Device = new FakeDevice { Runs = [["Test passed,A.B.0,1", "Done."], ["Test skipped,A.C.0,no network", "Test failed,A.D.0,why", "Done."], ["Test passed,A.E.0,1", "Done."]] };

        Assert.Equal(1, _run.Run("test", s_tests, "--port", "COM7"));
        Assert.Equal(s_areas, Built(processes));
        Assert.Equal(s_areas, _run.Output.Split('\n').Where(l => l.StartsWith("Tests of ", StringComparison.Ordinal)).Select(l => l["Tests of Tests.".Length..].TrimEnd()));
        Assert.Equal(s_areas.Length, _run.Device.Opened.Count);
        Assert.EndsWith($"{s_areas.Length - 1} passed, 1 failed, 1 skipped", _run.Output.TrimEnd());
    }

    [Fact]
    public void An_area_that_stops_does_not_keep_the_others_from_running()
    {
        _run.Processes = Programs();
        _run.Device = new FakeDevice { Runs = [["Test passed,A.B.0,1"], ["Test passed,A.C.0,1", "Done."]], Ends = true };

        Assert.Equal(1, _run.Run("test", s_tests, "--port", "COM7"));
        Assert.Contains($"FAILED   Tests.{s_areas[0]}: it stopped before its end", _run.Output);
        Assert.EndsWith($"{s_areas.Length} passed, 1 failed", _run.Output.TrimEnd());
    }

    [Fact]
    public void An_area_without_tests_is_a_failure_though_another_has_some()
    {
        _run.Processes = Programs();
        _run.Device = new FakeDevice { Runs = [["Test passed,A.B.0,1", "Done."], ["Done."]] };

        Assert.Equal(1, _run.Run("test", s_tests, "--port", "COM7"));
        Assert.EndsWith($"1 passed, {s_areas.Length - 1} failed", _run.Output.TrimEnd());
    }

    // Tests.Devices is one: what programs of the host have a device do.
    [Fact]
    public void An_area_whose_assembly_has_no_test_class_is_not_deployed_and_is_no_failure()
    {
        string other = Path.Combine(_run.Folder, "Other.bin");
        File.Copy(_run.Image, other);
        File.Copy(typeof(ProcessResult).Assembly.Location, Path.ChangeExtension(other, ".dll"));
        FakeProcesses processes = new()
        {
            Answer = call => call.Contains("-getProperty", StringComparison.Ordinal) && call.Contains("Tests.Devices", StringComparison.Ordinal) ? new ProcessResult(0, other + "\n") : Programs().Answer(call),
        };
        _run.Processes = processes;
        _run.Device = new FakeDevice { Lines = ["Test passed,A.B.0,1", "Done."] };

        Assert.Equal(0, _run.Run("test", s_tests, "--port", "COM7"));
        Assert.Contains("There are no tests in it.", _run.Output);
        Assert.DoesNotContain(processes.Calls, call => call.Contains(other, StringComparison.Ordinal));
        Assert.EndsWith($"{s_areas.Length - 1} passed, 0 failed", _run.Output.TrimEnd());
    }

    [Fact]
    public void An_area_that_does_not_build_does_not_keep_the_others_from_running()
    {
        _run.Processes = Programs(fails: "dotnet build " + Project(s_areas[1]));
        _run.Device = new FakeDevice { Lines = ["Test passed,A.B.0,1", "Done."] };

        Assert.Equal(1, _run.Run("test", s_tests, "--port", "COM7"));
        Assert.Contains($"FAILED   Tests.{s_areas[1]}: Building {Project(s_areas[1])} failed", _run.Output);
        Assert.EndsWith($"{s_areas.Length - 1} passed, 1 failed", _run.Output.TrimEnd());
    }

    [Fact]
    public void Packages_that_all_areas_lack_are_told_of_once_and_nothing_is_built()
    {
        FakeProcesses processes = new()
        {
            Answer = call => call.Contains(" -t:NanoPackages", StringComparison.Ordinal) ? new ProcessResult(1, "Image.targets(44,5): error UAN201: They cannot be reached. [Tests.csproj]\n") : new ProcessResult(0, string.Empty),
        };
        _run.Processes = processes;

        Assert.Equal(1, _run.Run("test", s_tests, "--on", "nanoclr"));
        Assert.Contains("Nothing has been built: UAN201: They cannot be reached.", _run.Error);
        Assert.DoesNotContain("Tests of ", _run.Output);
        Assert.Single(processes.Calls);
    }

    [Fact]
    public void Another_board_is_refused()
    {
        Assert.Equal(1, _run.Run("test", "--board", "Stm32", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("The device is no Stm32", _run.Output);
        Assert.Empty(_run.Device.Opened);
    }

    [Fact]
    public void Tests_on_nanoclr_get_the_assemblies_of_the_image()
    {
        long[] lengths = [];
        FakeProcesses processes = new()
        {
            Answer = call =>
            {
                lengths = [.. call.Split(' ').Where(a => a.EndsWith(".pe", StringComparison.Ordinal)).Select(a => new FileInfo(a).Length)];
                return new ProcessResult(0, string.Join("\r\n", s_passing));
            },
        };
        _run.Processes = processes;

        Assert.Equal(0, _run.Run("test", "--on", "nanoclr", "--image", _run.Image));
        Assert.StartsWith("nanoclr run --assemblies ", Assert.Single(processes.Calls));
        Assert.Equal(DeviceImage.Read(_run.Image).Select(a => (long)a.Bytes.Length), lengths);
        Assert.Contains("2 passed, 0 failed, 1 skipped", _run.Output);
    }

    [Fact]
    public void Without_nanoclr_its_installation_is_named()
    {
        _run.Processes = new FakeProcesses { Answer = _ => null };

        Assert.Equal(1, _run.Run("test", "--on", "nanoclr", "--image", _run.Image));
        Assert.Contains("dotnet tool install --global nanoclr", _run.Output);
    }

    [Fact]
    public void Areas_on_nanoclr_are_built_and_run_without_a_port()
    {
        FakeProcesses processes = Programs();
        _run.Processes = processes;

        Assert.Equal(0, _run.Run("test", s_tests, "--on", "nanoclr", "--nanoclr-path", "/opt/nanoclr"));
        Assert.Equal(s_areas, Built(processes));
        Assert.Equal(s_areas.Length, processes.Calls.Count(call => call.StartsWith("/opt/nanoclr run --assemblies ", StringComparison.Ordinal)));
        Assert.DoesNotContain(processes.Calls, call => call.StartsWith("nanoff", StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_that_hangs_on_nanoclr_is_given_up()
    {
        _run.Processes = new FakeProcesses { Answer = _ => new ProcessResult(0, "Test passed,A.B.0,1"), NeverEnds = true };

        Assert.Equal(1, _run.Run("test", "--on", "nanoclr", "--image", _run.Image, "--wait", "1"));
        Assert.Contains("FAILED   App.bin: it stopped before its end", _run.Output);
        Assert.EndsWith("1 passed, 1 failed", _run.Output.TrimEnd());
    }

    [Fact]
    public void A_dry_run_prints_the_commands()
    {
        Assert.Equal(0, _run.Run("test", Path.Combine(s_tests, "Core"), "--on", "board", "--dry-run"));
        Assert.Equal(
            $"""
            dotnet build {Project("Core")} -c Release -p:Device=true
            dotnet msbuild {Project("Core")} -getProperty:DeviceImage -p:Device=true -p:Configuration=Release
            nanoff --nanodevice --devicedetails --serialport <port>
            nanoff --nanodevice --deploy --image <image> --serialport <port>
            <image> is the path that "dotnet msbuild" prints.

            """.ReplaceLineEndings(),
            _run.Output);
    }

    [Fact]
    public void A_dry_run_for_nanoclr_prints_the_commands()
    {
        Assert.Equal(0, _run.Run("test", "--dry-run", "--on", "nanoclr", "--image", "My Tests.bin"));
        Assert.StartsWith("nanoclr run --assemblies <the assemblies of ", _run.Output);
        Assert.Contains("My Tests.bin", _run.Output);
    }

    private static string Project(string area) => Path.Combine(s_tests, area, $"Tests.{area}.csproj");

    private static IEnumerable<string> Built(FakeProcesses processes) =>
        processes.Calls.Where(call => call.StartsWith("dotnet build ", StringComparison.Ordinal)).Select(call => Path.GetFileName(Path.GetDirectoryName(call.Split(' ')[2])!));

    /// <summary>dotnet, nanoff and nanoclr, which succeed; but for one call.</summary>
    private FakeProcesses Programs(string? fails = null) => new()
    {
        Answer = call => fails != null && call.StartsWith(fails, StringComparison.Ordinal) ? new ProcessResult(1, "error\n") : new ProcessResult(
            0,
            call.Contains("-getProperty", StringComparison.Ordinal) ? _run.Image + "\n"
            : call.Contains("--devicedetails", StringComparison.Ordinal) ? Recorded.Details().Output
            : call.Contains("--deploy", StringComparison.Ordinal) ? Recorded.Deployed.Output
            : call.Contains("nanoclr", StringComparison.Ordinal) ? string.Join('\n', s_passing)
            : string.Empty),
    };
}
