using System;
using System.IO;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>A board from its box to the page's address.</summary>
public sealed class FlashTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void An_esp32_gets_firmware_image_and_its_address_is_printed()
    {
        Assert.Equal(0, _run.Flash("--board", "Esp32"));
        Assert.Equal(
            [
                "--platform esp32 --serialport COM7 --update -v m",
                "--nanodevice --devicedetails --serialport COM7",
                $"--nanodevice --deploy --image {_run.Image} --serialport COM7",
            ],
            _run.Nanoff.Calls);
        Assert.Contains("open http://192.168.1.20/", _run.Output);
        Assert.Empty(_run.Error);
    }

    [Theory]
    [InlineData("ESP32_REV0")]
    [InlineData("ESP32_REV3")]
    [InlineData("ESP32_PSRAM_REV0")]
    [InlineData("ESP32_PSRAM_REV3")]
    [InlineData("ESP32_BLE_REV0")]
    [InlineData("ESP32_BLE_REV3")]
    [InlineData("ESP32_S2")]
    [InlineData("ESP32_S3_QUAD")]
    [InlineData("ESP32_S3_OCTAL")]
    [InlineData("ESP32_C3")]
    [InlineData("ESP32_C5_THREAD")]
    [InlineData("ESP32_C6_THREAD")]
    public void An_esp32_target_gets_its_firmware_and_is_deployed_through_the_device(string target)
    {
        Assert.Equal(0, _run.Flash("--board", "esp32", "--target", target, "--firmware", "1.12.4.251", "--mass-erase"));
        Assert.Equal($"--platform esp32 --serialport COM7 --update --target {target} --masserase -v m --fwversion 1.12.4.251", _run.Nanoff.Calls[0]);
        Assert.Equal($"--nanodevice --deploy --image {_run.Image} --serialport COM7", _run.Nanoff.Calls[2]);
        Assert.DoesNotContain(_run.Nanoff.Calls, call => call.Contains("--address", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ST_STM32F769I_DISCOVERY", "Jtag", "--jtag")]
    [InlineData("ORGPAL_PALTHREE", "Dfu", "--dfu")]
    [InlineData("ST_NUCLEO144_F746ZG", "jtag", "--jtag")]
    [InlineData("ST_NUCLEO144_F767ZI", "jtag", "--jtag")]
    [InlineData("ST_NUCLEO144_F439ZI", "jtag", "--jtag")]
    [InlineData("NESHTEC_NESHNODE_V1", "dfu", "--dfu")]
    public void An_stm32_target_gets_its_firmware_over_the_interface_and_the_image_over_the_port(string target, string name, string option)
    {
        _run.Nanoff.When("--devicedetails", Recorded.Details(platform: "STM32F7"));

        Assert.Equal(0, _run.Flash("--board", "Stm32", "--target", target, "--interface", name));
        Assert.Equal(
            [
                $"--platform stm32 --target {target} --update {option}",
                "--nanodevice --devicedetails --serialport COM7",
                $"--nanodevice --deploy --image {_run.Image} --serialport COM7",
            ],
            _run.Nanoff.Calls);
    }

    [Fact]
    public void An_stm32_without_a_target_is_the_discovery_board_and_is_erased_by_a_call_of_its_own()
    {
        _run.Nanoff.When("--devicedetails", Recorded.Details(platform: "STM32F7"));

        Assert.Equal(0, _run.Flash("--board", "Stm32", "--mass-erase", "--firmware", "1.12.4"));
        Assert.Equal("--platform stm32 --jtag --masserase", _run.Nanoff.Calls[0]);
        Assert.Equal("--platform stm32 --target ST_STM32F769I_DISCOVERY --update --jtag --fwversion 1.12.4", _run.Nanoff.Calls[1]);
    }

    [Fact]
    public void Firmware_is_left_alone_when_it_is_to_be_kept()
    {
        Assert.Equal(0, _run.Flash("--board", "Esp32", "--firmware", "keep", "--wait", "0"));
        Assert.Equal(["--nanodevice --devicedetails --serialport COM7", $"--nanodevice --deploy --image {_run.Image} --serialport COM7"], _run.Nanoff.Calls);
        Assert.Empty(_run.Device.Opened);
    }

    [Fact]
    public void A_device_that_restarts_after_the_firmware_is_asked_again()
    {
        FakeNanoff.Answer silent = Recorded.Error(2001, "Error occurred with listing nano devices. (Couldn't connect to specified nano device.)");
        _run.Nanoff.When("--devicedetails", silent, silent, Recorded.Details());

        Assert.Equal(0, _run.Flash("--board", "Esp32"));
        Assert.Equal(5, _run.Nanoff.Calls.Count);
    }

    [Fact]
    public void A_device_that_stays_silent_is_given_up()
    {
        _run.Nanoff.When("--devicedetails", Recorded.Error(2001, "Error occurred with listing nano devices."));

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Equal(6, _run.Nanoff.Calls.Count);
        Assert.Contains("reset button", _run.Error);
    }

    [Fact]
    public void A_dry_run_prints_the_commands_and_runs_none()
    {
        Assert.Equal(0, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM9", "--wifi-ssid", "my net", "--dry-run", "--nanoff", _run.Nanoff.Path));
        Assert.Empty(_run.Nanoff.Calls);
        Assert.Equal(
            $"""
            dotnet build {Project("Esp32")} -c Release -p:Device=true -p:Board=Esp32
            dotnet msbuild {Project("Esp32")} -getProperty:DeviceImage -p:Device=true -p:Board=Esp32 -p:Configuration=Release
            nanoff --platform esp32 --serialport COM9 --update -v m
            nanoff --nanodevice --devicedetails --serialport COM9
            nanoff --networkdeployment <wifi-settings>
            nanoff --nanodevice --deploy --image <image> --serialport COM9

            """.ReplaceLineEndings(),
            _run.Output[..(_run.Output.IndexOf("<image> is", StringComparison.Ordinal))]);
    }

    [Fact]
    public void The_image_is_built_and_found_by_the_project()
    {
        FakeProcesses processes = new() { Answer = call => new ProcessResult(0, call.Contains("-getProperty", StringComparison.Ordinal) ? _run.Image + "\n" : call.Contains("--deploy", StringComparison.Ordinal) ? Recorded.Deployed.Output : Recorded.Details(platform: "STM32F7").Output) };
        _run.Processes = processes;

        Assert.Equal(0, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Stm32", "--port", "COM7", "--firmware", "keep"));
        Assert.Equal(
            [
                "nanoff --version",
                $"dotnet build {Project("Stm32")} -c Release -p:Device=true -p:Board=Stm32",
                $"dotnet msbuild {Project("Stm32")} -getProperty:DeviceImage -p:Device=true -p:Board=Stm32 -p:Configuration=Release",
                "nanoff --nanodevice --devicedetails --serialport COM7 " + FakeNanoff.Always,
                $"nanoff --nanodevice --deploy --image {_run.Image} --serialport COM7 {FakeNanoff.Always}",
            ],
            processes.Calls);
    }

    [Fact]
    public void A_build_that_fails_touches_no_device()
    {
        FakeProcesses processes = new() { Answer = call => new ProcessResult(call.StartsWith("dotnet build", StringComparison.Ordinal) ? 1 : 0, "Program.cs(3,1): error CS0103\n") };
        _run.Processes = processes;

        Assert.Equal(1, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7"));
        Assert.Equal(["nanoff --version", $"dotnet build {Project("Esp32")} -c Release -p:Device=true -p:Board=Esp32"], processes.Calls);
        Assert.Contains("error CS0103", _run.Output);
        Assert.Contains($"Building {Project("Esp32")} failed", _run.Error);
    }

    [Theory]
    [InlineData(0, "", "its property DeviceImage is empty")]
    [InlineData(1, "error MSB1009: Project file does not exist.", "Finding the image failed: error MSB1009")]
    public void A_project_that_names_no_image_is_explained(int exitCode, string output, string message)
    {
        _run.Processes = new FakeProcesses { Answer = call => new ProcessResult(call.Contains("-getProperty", StringComparison.Ordinal) ? exitCode : 0, output) };

        Assert.Equal(1, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7"));
        Assert.Contains(message, _run.Error);
    }

    [Fact]
    public void A_build_without_an_image_is_explained()
    {
        _run.Processes = new FakeProcesses { Answer = call => new ProcessResult(0, call.Contains("-getProperty", StringComparison.Ordinal) ? "/nowhere/App.bin" : string.Empty) };

        Assert.Equal(1, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7"));
        Assert.Contains("there is no /nowhere/App.bin", _run.Error);
    }

    private static string Project(string board) => Path.Combine(TestPaths.RepositoryRoot, "boards", board, board + ".csproj");
}
