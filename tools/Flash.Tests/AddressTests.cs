using System;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>Waiting for the line with the address.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void What_the_app_writes_before_its_address_is_shown()
    {
        Assert.Equal(0, _run.Flash("--board", "Esp32", "--console-baud", "115200"));
        Assert.Contains("Wi-Fi is up", _run.Output);
        Assert.Contains("open http://192.168.1.20/", _run.Output);
        Assert.Equal(["COM7 115200"], _run.Device.Opened);
        Assert.False(_run.Device.IsOpen);
    }

    [Fact]
    public void An_app_that_ends_is_not_waited_for()
    {
        _run.Device = new FakeDevice { Lines = ["++++ Exception System.Exception"], Ends = true };

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--wait", "3600"));
        Assert.Contains("++++ Exception", _run.Output);
        Assert.Contains("ended without telling its address", _run.Error);
    }

    [Fact]
    public void An_app_without_a_network_is_explained()
    {
        _run.Device = new FakeDevice { Lines = ["connecting"] };

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--wait", "1"));
        Assert.Contains("Wi-Fi's name and password", _run.Error);
    }

    [Fact]
    public void A_silent_device_is_explained()
    {
        _run.Device = new FakeDevice { IsDeaf = true };

        Assert.Equal(1, _run.Flash("--board", "Esp32", "--wait", "1"));
        Assert.Contains("silent at 921600 baud", _run.Error);
    }
}
