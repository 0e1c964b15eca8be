using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using UAsyncio.NanoRun;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>The password reaches the device and nothing else.</summary>
public sealed class WifiTests : IDisposable
{
    private const string Password = "correct \"horse\" bättery";

    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_settings_go_to_the_device_in_a_file_that_is_gone_afterwards()
    {
        _run.Variables[WifiPassword.Variable] = Password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "my net"));
        string[] wifi = _run.Nanoff.Wifi!;
        Assert.Equal(
            [
                "--platform esp32 --serialport COM7 --update -v m",
                "--nanodevice --devicedetails --serialport COM7",
                $"--networkdeployment {wifi[0]}",
                $"--nanodevice --deploy --image {_run.Image} --serialport COM7",
            ],
            _run.Nanoff.Calls);

        using JsonDocument settings = JsonDocument.Parse(wifi[2]);
        JsonElement client = settings.RootElement.GetProperty("WirelessClient");
        Assert.Equal("COM7", settings.RootElement.GetProperty("SerialPort").GetString());
        Assert.Equal("my net", client.GetProperty("Ssid").GetString());
        Assert.Equal(Password, client.GetProperty("Password").GetString());
        Assert.Equal("WPA2", client.GetProperty("Authentication").GetString());
        AssertGone(wifi[0]);
    }

    [Fact]
    public void The_password_is_in_no_argument_and_in_no_output()
    {
        _run.Variables[WifiPassword.Variable] = Password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.DoesNotContain(_run.Nanoff.Calls, call => call.Contains("horse", StringComparison.Ordinal));
        Assert.DoesNotContain("horse", _run.Output + _run.Error);
    }

    [Fact]
    public void The_file_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the temporary folder is the user's own.");
        _run.Variables[WifiPassword.Variable] = Password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Equal((UnixFileMode.UserRead | UnixFileMode.UserWrite).ToString(), _run.Nanoff.Wifi![1]);
    }

    [Fact]
    public void The_file_is_gone_when_the_device_refuses_it()
    {
        _run.Variables[WifiPassword.Variable] = Password;
        _run.Nanoff.When("--networkdeployment", Recorded.Error(2002, "Error executing operation with nano device."));

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        AssertGone(_run.Nanoff.Wifi![0]);
        Assert.DoesNotContain(_run.Nanoff.Calls, call => call.Contains("--deploy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_is_gone_and_nanoff_is_ended_on_CtrlC()
    {
        _run.Variables[WifiPassword.Variable] = Password;
        _run.Nanoff.When("--networkdeployment", Recorded.Hang);
        Task<int> flash = Task.Run(() => _run.Flash("--board", "Esp32", "--wifi-ssid", "net"), TestContext.Current.CancellationToken);

        while (_run.Nanoff.Wifi == null && !flash.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        string file = _run.Nanoff.Wifi![0];
        Assert.True(File.Exists(file));
        await _run.Cancel.CancelAsync();

        Assert.Equal(ExitCode.Stopped, await flash);
        AssertGone(file);
        Assert.Contains("stopped", _run.Error);
    }

    [Fact]
    public void Nothing_stored_is_an_error_though_nanoff_exits_with_0()
    {
        _run.Variables[WifiPassword.Variable] = Password;
        _run.Nanoff.When("--networkdeployment", Recorded.NothingDone);

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
    }

    [Fact]
    public void The_password_can_be_in_a_file_with_a_line_break_at_its_end()
    {
        string file = Path.Combine(_run.Folder, "password");
        File.WriteAllText(file, "secret12\r\n");

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net", "--wifi-password-file", file));
        Assert.Equal("secret12", StoredPassword());
    }

    [Fact]
    public void The_user_is_asked_before_anything_else_is_done()
    {
        _run.Prompt.Answer = question =>
        {
            Assert.Contains("net", question);
            Assert.Empty(_run.Nanoff.Calls);
            return "asked-for";
        };

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Equal("asked-for", StoredPassword());
    }

    [Fact]
    public void An_empty_password_means_an_open_network()
    {
        _run.Variables[WifiPassword.Variable] = string.Empty;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Contains("\"Authentication\":\"Open\"", _run.Nanoff.Wifi![2]);
    }

    [Fact]
    public void Without_a_password_and_without_a_user_nothing_is_done()
    {
        Assert.Equal(2, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Contains(WifiPassword.Variable, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void A_password_file_that_is_not_there_is_named()
    {
        Assert.Equal(2, _run.Flash("--board", "Esp32", "--wifi-ssid", "net", "--wifi-password-file", "/nowhere/password"));
        Assert.Contains("/nowhere/password", _run.Error);
    }

    [Theory]
    [InlineData("short12", "at least 8 characters, and this one 7")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456", "at most 63")]
    [InlineData("g123456789012345678901234567890123456789012345678901234567890123", "at most 63")]
    [InlineData("ääääääääääääääääääääääääääääääää", "this one takes 64 bytes")]
    [InlineData("secret12\nand more", "a line break or another control character")]
    public void A_password_that_no_network_has_is_refused_before_anything_is_touched(string password, string message)
    {
        _run.Variables[WifiPassword.Variable] = password;

        Assert.Equal(2, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Contains(message, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
        string file = Path.Combine(_run.Folder, "password");
        File.WriteAllText(file, password);
        Assert.Equal(2, _run.Flash("--board", "Esp32", "--wifi-ssid", "net", "--wifi-password-file", file));
        Assert.Contains(message, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    [Fact]
    public void A_password_that_no_network_has_is_told_before_the_port_is_missed()
    {
        _run.Device = new() { PortNames = [] };
        _run.Variables[WifiPassword.Variable] = "short12";

        Assert.Equal(2, _run.Run("flash", "--board", "Esp32", "--wifi-ssid", "net", "--image", _run.Image, "--nanoff", _run.Nanoff.Path));
        Assert.Contains("at least 8 characters", _run.Error);
    }

    [Theory]
    [InlineData("01234567")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012")]
    [InlineData("0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdefABCD")]
    [InlineData("        ")]
    public void A_password_that_a_network_can_have_is_stored(string password)
    {
        _run.Variables[WifiPassword.Variable] = password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net"));
        Assert.Equal(password, StoredPassword());
    }

    [Fact]
    public void A_password_file_that_is_no_UTF8_is_refused()
    {
        AssertFileRefused(Encoding.Latin1.GetBytes("pässword1"), "is no UTF-8");
        AssertFileRefused([0xFF, 0xFE, (byte)'s', 0, (byte)'e', 0, (byte)'c', 0, (byte)'r', 0], "is no UTF-8");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    public void A_password_file_without_a_password_is_no_open_network(string text) => AssertFileRefused(Encoding.UTF8.GetBytes(text), "is empty");

    [Fact]
    public void A_password_file_of_any_size_is_refused_and_not_read_to_its_end() => AssertFileRefused(new byte[5_000_000], "at most 63");

    [Fact]
    public void A_mark_at_the_files_beginning_is_no_part_of_the_password()
    {
        string file = Path.Combine(_run.Folder, "password");
        File.WriteAllText(file, "secret12", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", "net", "--wifi-password-file", file));
        Assert.Equal("secret12", StoredPassword());
    }

    [Theory]
    [InlineData("@home")]
    [InlineData(" net ")]
    [InlineData("12345678901234567890123456789012")]
    [InlineData("ÄÖÜäöü😀")]
    [InlineData("[diagram]")]
    public void A_name_that_a_network_can_have_is_stored(string name)
    {
        _run.Variables[WifiPassword.Variable] = Password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid", name));
        Assert.Equal(name, StoredName());
    }

    [Fact]
    public void A_name_that_begins_with_a_dash_is_given_with_an_equals_sign()
    {
        _run.Variables[WifiPassword.Variable] = Password;

        Assert.Equal(0, _run.Flash("--board", "Esp32", "--wifi-ssid=--dry-run"));
        Assert.Equal("--dry-run", StoredName());
    }

    private void AssertFileRefused(byte[] bytes, string message)
    {
        string file = Path.Combine(_run.Folder, "password");
        File.WriteAllBytes(file, bytes);

        Assert.Equal(2, _run.Flash("--board", "Esp32", "--wifi-ssid", "net", "--wifi-password-file", file));
        Assert.Contains(message, _run.Error);
        Assert.Empty(_run.Nanoff.Calls);
    }

    private static void AssertGone(string file)
    {
        Assert.False(File.Exists(file));
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    private string? StoredPassword() => Stored("Password");

    private string? StoredName() => Stored("Ssid");

    private string? Stored(string property)
    {
        using JsonDocument settings = JsonDocument.Parse(_run.Nanoff.Wifi!.Last());
        return settings.RootElement.GetProperty("WirelessClient").GetProperty(property).GetString();
    }
}
