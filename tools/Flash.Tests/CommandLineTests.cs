using System;
using System.IO;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What can be wrong before anything is run.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("--board Esp32|Stm32 has to be given.", "flash")]
    [InlineData("A command has to be given: new, run, test,")]
    [InlineData("There is no command build: there are new, run, test,", "build")]
    [InlineData("There is no option --nonsense.", "monitor", "--nonsense")]
    [InlineData("There is no option --hep.", "run", "--hep", "7")]
    [InlineData("There is no option --name.", "new", "app", "--name", "Blinky")]
    [InlineData("--heap needs a value.", "run", "--heap")]
    [InlineData("--heap is given twice.", "run", "--heap", "60000", "--heap", "70000")]
    [InlineData("--heap takes a number of bytes from 1 to 2147483647, not 99999999999.", "run", "--heap", "99999999999")]
    [InlineData("--preset takes esp32 or stm32, not pico.", "run", "--preset", "pico")]
    [InlineData("kind takes app, lib, test or simulation, not program.", "new", "program")]
    [InlineData("kind has to be given: app|lib|test|simulation.", "new")]
    [InlineData("here is one argument too many.", "top", "10.0.0.5", "here")]
    [InlineData("--wait takes a number of seconds from 1 to 86400, not 0.", "test", "--wait", "0")]
    [InlineData("--password goes with --user.", "fleet", "--broker", "10.0.0.5", "--password", "secret")]
    [InlineData("--board takes Esp32 or Stm32, not Arduino", "flash", "--board", "Arduino")]
    [InlineData("--firmware takes", "flash", "--board", "Esp32", "--firmware", "newest")]
    [InlineData("--interface takes Jtag or Dfu", "flash", "--board", "Stm32", "--interface", "uart")]
    [InlineData("--wait takes", "flash", "--board", "Stm32", "--wait", "-1")]
    [InlineData("--wifi-ssid is for Esp32", "flash", "--board", "Stm32", "--port", "COM7", "--wifi-ssid", "net")]
    [InlineData("--mass-erase takes the firmware too", "flash", "--board", "Esp32", "--port", "COM7", "--mass-erase", "--firmware", "keep")]
    [InlineData("--target names the firmware", "flash", "--board", "Esp32", "--port", "COM7", "--target", "ESP32_C3", "--firmware", "keep")]
    [InlineData("--image is built already", "test", "Core", "--port", "COM7", "--image", "Core.bin", "--dry-run")]
    [InlineData("--interface is for Stm32", "flash", "--board", "Esp32", "--interface", "Dfu")]
    [InlineData("--interface is for Stm32", "flash", "--board", "Esp32", "--interface", "Jtag")]
    [InlineData("--interface is how the firmware gets there", "flash", "--board", "Stm32", "--interface", "Dfu", "--firmware", "keep")]
    [InlineData("--target ESP32_C3 is no firmware for Stm32", "flash", "--board", "Stm32", "--target", "ESP32_C3")]
    [InlineData("--target ORGPAL_PALTHREE is no firmware for Esp32", "flash", "--board", "Esp32", "--target", "ORGPAL_PALTHREE")]
    [InlineData("--target takes nanoFramework's name", "flash", "--board", "Esp32", "--target", "ESP32 S3")]
    [InlineData("--console-baud takes a speed", "flash", "--board", "Esp32", "--console-baud", "0")]
    [InlineData("--console-baud takes a speed", "flash", "--board", "Esp32", "--console-baud", "-9600")]
    [InlineData("--console-baud takes a speed", "monitor", "--console-baud", "0")]
    [InlineData("--console-baud takes a speed", "test", "--on", "board", "--console-baud", "40000000")]
    [InlineData("--console-baud is for reading the app's address", "flash", "--board", "Esp32", "--console-baud", "115200", "--wait", "0")]
    [InlineData("--wifi-ssid needs a value, and an empty one was given", "flash", "--board", "Esp32", "--wifi-ssid", "")]
    [InlineData("--wifi-ssid needs a value, and an empty one was given", "flash", "--board", "Esp32", "--wifi-ssid=")]
    [InlineData("--wifi-ssid needs a value, and an empty one was given", "flash", "--board", "Esp32", "--wifi-ssid=", "--dry-run")]
    [InlineData("--target needs a value, and an empty one was given", "flash", "--board", "Esp32", "--target:", "--dry-run")]
    [InlineData("--firmware needs a value, and an empty one was given", "flash", "--board", "Esp32", "--firmware=", "keep")]
    [InlineData("--wifi-ssid needs a value, and an empty one was given", "flash", "--board", "Esp32", "--wifi-ssid", "  \t")]
    [InlineData("has at most 32 bytes of UTF-8, and this one 33", "flash", "--board", "Esp32", "--wifi-ssid", "123456789012345678901234567890123")]
    [InlineData("has at most 32 bytes of UTF-8, and this one 34", "flash", "--board", "Esp32", "--wifi-ssid", "äääääääääääääääää")]
    [InlineData("is no UTF-8", "flash", "--board", "Esp32", "--wifi-ssid", "caf\uFFFD")]
    [InlineData("--port needs a value, and an empty one was given", "flash", "--board", "Esp32", "--port", "")]
    [InlineData("--image needs a value, and an empty one was given", "test", "--on", "board", "--image", " ")]
    [InlineData("--filter does not go with tests on a board", "test", "--port", "COM7", "--filter", "a")]
    [InlineData("--heap does not go with tests on nanoclr", "test", "--on", "nanoclr", "--heap", "60000")]
    [InlineData("--board does not go with tests on the virtual device", "test", "--board", "Esp32")]
    [InlineData("--wifi-password-file goes with", "flash", "--board", "Esp32", "--port", "COM7", "--wifi-password-file", "f")]
    public void A_wrong_command_line_is_explained(string message, params string[] args)
    {
        Assert.Equal(2, _run.Run(args));
        Assert.Contains(message, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void The_version_is_told_without_a_command()
    {
        Assert.Equal(0, _run.Run("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", _run.Output);
        Assert.Empty(_run.Error);
    }

    [Theory]
    [InlineData("--topic", 201)]
    [InlineData("--user", 65536)]
    [InlineData("--password", 65536)]
    public void What_a_broker_has_no_room_for_is_refused(string option, int length)
    {
        Assert.Equal(2, _run.Run("fleet", "--broker", "10.0.0.5", option, new string('a', length)));
        Assert.Contains($"{option} takes at most {length - 1} bytes", _run.Error);
    }

    [Theory]
    [InlineData("--wifi-ssid")]
    [InlineData("--wifi-password-file")]
    [InlineData("--target")]
    [InlineData("--firmware")]
    [InlineData("--interface")]
    [InlineData("--image")]
    [InlineData("--port")]
    [InlineData("--nanoff")]
    [InlineData("--wait")]
    [InlineData("--console-baud")]
    public void An_option_in_the_place_of_a_value_is_no_value_and_nothing_is_flashed(string option)
    {
        _run.Variables[WifiPassword.Variable] = "secret12";

        foreach (string next in (string[])["--dry-run", "--mass-erase", "--no-such-option", "-x"])
        {
            Assert.Equal(2, _run.Run("flash", "--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path, option, next));
            Assert.Contains($"{option} needs a value, and {next} is an option", _run.Error);
            Assert.Empty(_run.Nanoff.Calls);
            Assert.Empty(_run.Output);
        }
    }

    [Fact]
    public void A_file_that_is_no_image_is_refused_before_the_firmware_is_flashed()
    {
        File.WriteAllText(_run.Image, "MZ this is a .dll");

        Assert.Equal(2, _run.Flash("--board", "Esp32"));
        Assert.Contains("is no deployment image", _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void A_port_that_is_not_there_is_refused_with_those_that_are()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };

        Assert.Equal(2, _run.Flash("--board", "Esp32"));
        Assert.Contains("There is no port COM7. There are: COM3, COM4", _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void Ports_are_listed_when_none_is_given_and_nobody_can_be_asked()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };

        Assert.Equal(2, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("--port. There are: COM3, COM4", _run.Error);
    }

    [Fact]
    public void A_computer_without_ports_says_what_to_do()
    {
        _run.Device = new FakeDevice { PortNames = [] };

        Assert.Equal(2, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32"));
        Assert.Contains("has no serial port", _run.Error);
    }

    [Fact]
    public void The_user_chooses_among_several_ports()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"] };
        _run.Prompt.Answer = _ => "COM4";

        Assert.Equal(0, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path, "--wait", "0"));
        Assert.Contains("--serialport COM4", _run.Nanoff.Calls[0]);
    }

    [Fact]
    public void The_only_port_is_taken()
    {
        Assert.Equal(0, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--image", _run.Image, "--nanoff", _run.Nanoff.Path, "--wait", "0"));
        Assert.Contains("--serialport COM7", _run.Nanoff.Calls[0]);
    }

    [Fact]
    public void An_image_that_is_not_there_is_refused()
    {
        Assert.Equal(2, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7", "--image", "/nowhere.bin", "--nanoff", _run.Nanoff.Path));
        Assert.Contains("There is no image /nowhere.bin", _run.Error);
    }

    [Fact]
    public void The_environment_variable_names_nanoff()
    {
        _run.Variables["UASYNCIO_NANOFF"] = _run.Nanoff.Path;

        Assert.Equal(0, _run.Run("flash", TestPaths.RepositoryRoot, "--board", "Esp32", "--port", "COM7", "--image", _run.Image, "--wait", "0"));
        Assert.NotEmpty(_run.Nanoff.Calls);
    }

    [Fact]
    public void Help_names_every_option()
    {
        Assert.Equal(0, _run.Run("flash", "--help"));

        foreach (string option in new[] { "--board", "--port", "--target", "--firmware", "--mass-erase", "--interface", "--wifi-ssid", "--wait", "--image", "--dry-run", "--nanoff" })
        {
            Assert.Contains(option, _run.Output);
        }
    }
}
