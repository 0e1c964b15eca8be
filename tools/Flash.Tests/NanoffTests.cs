using System;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What nanoff answers, and where it is.</summary>
public sealed class NanoffTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    // ExitCodes.cs of nanoff 2.5.162.
    public static TheoryData<int> Codes =>
    [
        1000, 1002, 1003, 1004, 1005, 1006, 2000, 2001, 2002, 2003, 3000, 3001, 3002, 3003, 3004, 3005, 3006,
        4000, 4001, 4002, 4003, 4004, 4005, 5000, 5001, 5002, 5003, 5004, 5005, 5006, 5007, 5008, 5009, 5010, 5022, 5030, 5031, 5040, 5041,
        6000, 6001, 6002, 7000, 8000, 8001, 8002, 8003,
        9000, 9002, 9003, 9004, 9005, 9006, 9007, 9008, 9009, 9010, 9011, 9012, 9013, 9014, 9015,
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_error_is_known(int code) => Assert.Contains(code, NanoffErrors.Codes);

    [Theory]
    [InlineData("Stm32", "--update", 1000, "No DFU device found.", "DFU mode")]
    [InlineData("Esp32", "--devicedetails", 2000, "Error connecting to nano device.", "reset button")]
    [InlineData("Esp32", "--deploy", 2002, "Error executing operation with nano device.", "deployment region")]
    [InlineData("Esp32", "--update", 3000, "Error flashing Raspberry Pi Pico device.", "--board")]
    [InlineData("Esp32", "--update", 4003, "Failed to write new firmware to ESP32.", "BOOT button")]
    [InlineData("Esp32", "--update", 4005, "Failed to open specified COM port.", "dialout")]
    [InlineData("Stm32", "--update", 5001, "No JTAG device found.", "ST-LINK")]
    [InlineData("Esp32", "--update", 6002, "Couldn't access serial device.", "Close what uses the port")]
    [InlineData("Esp32", "--update", 7000, "Unsupported device.", "--board")]
    [InlineData("Esp32", "--deploy", 8003, "Path of BIN file contains spaces.", "path without spaces")]
    [InlineData("Esp32", "--update", 9005, "Can't find the target in Cloudsmith repository.", "--listtargets")]
    [InlineData("Esp32", "--update", 9999, "Something new.", "newer than this tool")]
    public void An_error_is_explained_and_ends_the_run(string board, string operation, int code, string message, string advice)
    {
        _run.Nanoff.When(operation, Recorded.Error(code, message));

        Assert.Equal(1, _run.Flash("--board", board));
        Assert.Contains($"Error E{code}: {message}", _run.Error);
        Assert.Contains(advice, _run.Error);
        Assert.Contains(operation, _run.Nanoff.Calls[^1]);
        Assert.Empty(_run.Device.Opened);
    }

    [Fact]
    public void An_error_at_minimal_verbosity_is_recognised()
    {
        _run.Nanoff.When("--update", Recorded.TerseError(6002));

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Contains("E6002", _run.Error);
        Assert.Contains("Close what uses the port", _run.Error);
    }

    [Fact]
    public void An_exit_code_without_a_message_is_an_error()
    {
        _run.Nanoff.When("--update", new FakeNanoff.Answer("Segmentation fault\n", 139));

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Contains("ended with code 139", _run.Error);
        Assert.Single(_run.Nanoff.Calls);
    }

    [Fact]
    public void A_call_that_matched_no_operation_is_an_error_though_it_exits_with_0()
    {
        _run.Nanoff.When("--update", Recorded.NothingDone);

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Single(_run.Nanoff.Calls);
        Assert.Contains("did not do it", _run.Error);
    }

    [Fact]
    public void A_deployment_that_does_not_say_so_has_not_happened()
    {
        _run.Nanoff.When("--deploy", new FakeNanoff.Answer("Getting details from nano device...OK\n"));

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Contains("Deploying the image failed", _run.Error);
        Assert.Empty(_run.Device.Opened);
    }

    [Fact]
    public void Firmware_with_another_native_part_is_refused_before_the_deployment()
    {
        _run.Nanoff.When("--devicedetails", Recorded.Details(systemNet: 0x11111111));

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Contains("System.Net 1.11.60.0 needs native code with checksum 0xD82C1452; the firmware has version 100.2.0.12 with 0x11111111", _run.Error);
        Assert.Contains("--firmware latest", _run.Error);
        Assert.DoesNotContain(_run.Nanoff.Calls, call => call.Contains("--deploy", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_board_on_the_port_is_refused_before_the_deployment()
    {
        Assert.Equal(1, _run.Flash("--board", "Stm32", "--firmware", "keep"));
        Assert.Contains("The device is no Stm32: its platform is ESP32. Check --board and --port.", _run.Error);
        Assert.DoesNotContain(_run.Nanoff.Calls, call => call.Contains("--deploy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_device_in_its_booter_is_deployed_to_uncompared()
    {
        _run.Nanoff.When("--devicedetails", Recorded.Booter);

        Assert.Equal(0, _run.Flash("--board", "Stm32"));
        Assert.Contains("could not be compared", _run.Output);
    }

    [Fact]
    public void Without_nanoff_its_installation_is_named()
    {
        _run.Processes = new FakeProcesses { Answer = _ => null };

        Assert.Equal(1, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7"));
        Assert.Contains("dotnet tool install --global nanoff", _run.Error);
    }

    [Fact]
    public void Without_nanoff_it_is_installed_when_the_user_agrees()
    {
        bool installed = false;
        FakeProcesses processes = new()
        {
            Answer = call =>
            {
                installed |= call == "dotnet tool install --global nanoff";
                return installed ? new ProcessResult(call.StartsWith("dotnet build", StringComparison.Ordinal) ? 1 : 0, string.Empty) : null;
            },
        };
        _run.Processes = processes;
        _run.Prompt.Answer = _ => "y";

        Assert.Equal(1, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7"));
        Assert.True(installed);
        Assert.Equal($"dotnet build {System.IO.Path.Combine(TestPaths.RepositoryRoot, "boards", "Esp32", "Esp32.csproj")} -c Release -p:Device=true -p:Board=Esp32", processes.Calls[^1]);
    }

    [Theory]
    [InlineData("flash", "--board", "Esp32")]
    [InlineData("test", "--on", "Board")]
    public void A_path_without_nanoff_is_told_before_the_port_is_missed(params string[] command)
    {
        _run.Device = new() { PortNames = [] };

        Assert.Equal(2, _run.Run([.. command, "--image", _run.Image, "--nanoff", "/nowhere/nanoff"]));
        Assert.Contains("/nowhere/nanoff cannot be run", _run.Error);
    }

    [Fact]
    public void A_path_without_nanoff_is_an_error()
    {
        Assert.Equal(2, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7", "--nanoff", "/nowhere/nanoff"));
        Assert.Contains("/nowhere/nanoff cannot be run", _run.Error);
    }
}
