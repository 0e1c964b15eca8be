using System;
using System.IO;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What can be wrong before anything is run.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("'--board' is required")]
    [InlineData("--board takes Esp32 or Stm32, not Arduino", "--board", "Arduino")]
    [InlineData("--firmware takes", "--board", "Esp32", "--firmware", "newest")]
    [InlineData("--interface takes Jtag or Dfu", "--board", "Stm32", "--interface", "uart")]
    [InlineData("--wait takes", "--board", "Stm32", "--wait", "-1")]
    [InlineData("--wifi-ssid is for Esp32", "--board", "Stm32", "--port", "COM7", "--wifi-ssid", "net")]
    [InlineData("--mass-erase takes the firmware too", "--board", "Esp32", "--port", "COM7", "--mass-erase", "--firmware", "keep")]
    [InlineData("--target names the firmware", "--board", "Esp32", "--port", "COM7", "--target", "ESP32_C3", "--firmware", "keep")]
    [InlineData("There is no area Gui of the tests. There are: Core, ", "test", "--area", "Gui")]
    [InlineData("--area builds an image", "test", "--port", "COM7", "--area", "Core", "--image", "Core.bin", "--dry-run")]
    [InlineData("--wifi-password-file goes with", "--board", "Esp32", "--port", "COM7", "--wifi-password-file", "f")]
    public void A_wrong_command_line_is_explained(string message, params string[] args)
    {
        Assert.Equal(2, _run.Run(args));
        Assert.Contains(message, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void A_port_that_is_not_there_is_refused_with_those_that_are()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };

        Assert.Equal(1, _run.Flash("--board", "Esp32"));
        Assert.Contains("There is no port COM7. There are: COM3, COM4", _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void Ports_are_listed_when_none_is_given_and_nobody_can_be_asked()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };

        Assert.Equal(1, _run.Run("--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("--port. There are: COM3, COM4", _run.Error);
    }

    [Fact]
    public void A_computer_without_ports_says_what_to_do()
    {
        _run.Device = new FakeDevice { PortNames = [] };

        Assert.Equal(1, _run.Run("--board", "Esp32"));
        Assert.Contains("has no serial port", _run.Error);
    }

    [Fact]
    public void The_user_chooses_among_several_ports()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };
        _run.Prompt.Answer = _ => "COM4";

        Assert.Equal(0, _run.Run("--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path, "--wait", "0"));
        Assert.Contains("--serialport COM4", _run.Nanoff.Calls[0]);
    }

    [Fact]
    public void The_only_port_is_taken()
    {
        Assert.Equal(0, _run.Run("--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path, "--wait", "0"));
        Assert.Contains("--serialport COM7", _run.Nanoff.Calls[0]);
    }

    [Fact]
    public void An_image_that_is_not_there_is_refused()
    {
        Assert.Equal(1, _run.Run("--board", "Esp32", "--port", "COM7", "--image", "/nowhere.bin", "--nanoff", _run.Nanoff.Path));
        Assert.Contains("There is no image /nowhere.bin", _run.Error);
    }

    [Fact]
    public void A_file_that_is_no_image_is_refused()
    {
        File.WriteAllText(_run.Image, "MZ this is a .dll");

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--firmware", "keep"));
        Assert.Contains("is no deployment image", _run.Error);
    }

    [Fact]
    public void The_environment_variable_names_nanoff()
    {
        _run.Variables["UASYNCIO_NANOFF"] = _run.Nanoff.Path;

        Assert.Equal(0, _run.Run("--board", "Esp32", "--port", "COM7", "--image", _run.Image, "--wait", "0"));
        Assert.NotEmpty(_run.Nanoff.Calls);
    }

    [Fact]
    public void Help_names_every_option()
    {
        Assert.Equal(0, _run.Run("--help"));

        foreach (string option in new[] { "--board", "--port", "--target", "--firmware", "--mass-erase", "--interface", "--wifi-ssid", "--wait", "--image", "--dry-run", "--nanoff", "test" })
        {
            Assert.Contains(option, _run.Output);
        }
    }
}
