using System;
using System.IO;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What is known of serial ports.</summary>
public sealed class DevicesTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Ports_are_listed_with_what_is_known_of_them()
    {
        _run.Device = new FakeDevice { PortNames = ["COM3", "COM4"], Details = name => name == "COM3" ? new PortDetails(name, "CP210x: usual on ESP32 boards", "CP2102N", "/dev/serial/by-id/usb-1") : new PortDetails(name, null, null, null) };

        Assert.Equal(0, _run.Run("devices"));
        Assert.Matches(@"Port +Chip +Product +Stays as", _run.Output);
        Assert.Matches(@"COM3 +CP210x: usual on ESP32 boards +CP2102N +/dev/serial/by-id/usb-1", _run.Output);
        Assert.Matches(@"COM4 +not known", _run.Output);
    }

    [Fact]
    public void Without_a_port_it_is_said_what_to_do()
    {
        _run.Device = new FakeDevice { PortNames = [] };

        Assert.Equal(0, _run.Run("devices"));
        Assert.Contains("plug the board in", _run.Output);
    }

    [Fact]
    public void Linux_tells_the_chip_behind_a_port()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links need a privilege.");
        string device = Path.Combine(_run.Folder, "sys", "devices", "usb1", "1-2");
        string part = Directory.CreateDirectory(Path.Combine(device, "1-2:1.0", "ttyUSB0")).FullName;
        File.WriteAllText(Path.Combine(device, "idVendor"), "10c4\n");
        File.WriteAllText(Path.Combine(device, "idProduct"), "ea60\n");
        File.WriteAllText(Path.Combine(device, "product"), "CP2102N USB to UART\n");
        string tty = Directory.CreateDirectory(Path.Combine(_run.Folder, "sys", "class", "tty", "ttyUSB0")).FullName;
        File.CreateSymbolicLink(Path.Combine(tty, "device"), part);
        string byId = Directory.CreateDirectory(Path.Combine(_run.Folder, "dev", "serial", "by-id")).FullName;
        File.WriteAllText(Path.Combine(_run.Folder, "dev", "ttyUSB0"), string.Empty);
        File.CreateSymbolicLink(Path.Combine(byId, "usb-Silicon_Labs"), "../../ttyUSB0");

        Assert.Equal(new PortDetails("/dev/ttyUSB0", "CP210x: usual on ESP32 boards", "CP2102N USB to UART", "/dev/serial/by-id/usb-Silicon_Labs"), LinuxPorts.Describe("/dev/ttyUSB0", _run.Folder));
        Assert.Equal(new PortDetails("/dev/ttyS0", null, null, null), LinuxPorts.Describe("/dev/ttyS0", _run.Folder));
        File.WriteAllText(Path.Combine(device, "idVendor"), "1234\n");
        Assert.Equal("USB 1234:ea60", LinuxPorts.Describe("/dev/ttyUSB0", _run.Folder).Chip);
    }
}
