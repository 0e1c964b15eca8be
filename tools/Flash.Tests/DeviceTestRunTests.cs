using System;
using System.IO;
using System.Linq;
using UAsyncio.Flash.Images;
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
        Assert.Contains("1 passed, 1 failed, 0 skipped", _run.Output);
    }

    [Fact]
    public void A_run_that_stops_is_a_failure()
    {
        _run.Device = new FakeDevice { Lines = ["Test passed,A.B.0,1"], Ends = true };

        Assert.Equal(1, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("stopped before its end", _run.Error);
    }

    [Fact]
    public void A_run_without_tests_is_a_failure()
    {
        _run.Device = new FakeDevice { Lines = ["Done."] };

        Assert.Equal(1, _run.Run("test", "--port", "COM7", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
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

        Assert.Equal(0, _run.Run("test", "--nanoclr", "--image", _run.Image));
        Assert.StartsWith("nanoclr run --assemblies ", Assert.Single(processes.Calls));
        Assert.Equal(DeviceImage.Read(_run.Image).Select(a => (long)a.Bytes.Length), lengths);
        Assert.Contains("2 passed, 0 failed, 1 skipped", _run.Output);
    }

    [Fact]
    public void Without_nanoclr_its_installation_is_named()
    {
        _run.Processes = new FakeProcesses { Answer = _ => null };

        Assert.Equal(1, _run.Run("test", "--nanoclr", "--image", _run.Image));
        Assert.Contains("dotnet tool install --global nanoclr", _run.Error);
    }

    [Fact]
    public void A_dry_run_prints_the_commands()
    {
        Assert.Equal(0, _run.Run("test", "--dry-run"));
        Assert.Contains("dotnet build UAsyncio.Nano.Tests -c Release -p:Device=true", _run.Output);
        Assert.Contains("nanoff --nanodevice --deploy --image <image> --serialport <port>", _run.Output);
    }
}
