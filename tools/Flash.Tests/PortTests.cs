using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>The operating system's ports, as far as a pseudo-terminal is one.</summary>
public sealed class PortTests
{
    private const string UnixOnly = "Windows has no pseudo-terminals that are ports.";

    [Fact]
    public void Bytes_go_through_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        byte[] bytes = [0, 3, 10, 13, 17, 19, 26, 127, 255];
        using PseudoTerminal terminal = new();
        using ISerialPort port = new SystemSerialPorts().Open(terminal.PortName, 115200);
        terminal.Device.Write(bytes);
        List<byte> read = [];

        while (read.Count < bytes.Length)
        {
            byte[] buffer = new byte[4];
            read.AddRange(buffer.AsSpan(0, port.Read(buffer)));
        }

        Assert.Equal(bytes, read);
        port.Write(bytes);
        byte[] written = new byte[bytes.Length];
        terminal.Device.ReadExactly(written);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void A_read_ends_when_nothing_comes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using PseudoTerminal terminal = new();
        using ISerialPort port = new SystemSerialPorts().Open(terminal.PortName, 115200);

        Assert.Equal(0, port.Read(new byte[16]));
    }

    [Fact]
    public void A_board_that_is_pulled_out_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using PseudoTerminal terminal = new();
        using ISerialPort port = new SystemSerialPorts().Open(terminal.PortName, 115200);
        terminal.Device.Dispose();

        FlashException exception = Assert.Throws<FlashException>(() =>
        {
            while (port.Read(new byte[16]) == 0)
            {
            }
        });
        Assert.StartsWith($"The board on {terminal.PortName} is gone", exception.Message);
    }

    [Fact]
    public async Task A_port_that_comes_back_while_it_is_being_opened_is_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        using PseudoTerminal terminal = new();
        string link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Task<ISerialPort> opening = Task.Run(() => new SystemSerialPorts().Open(link, 115200), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, terminal.PortName);

        try
        {
            (await opening).Dispose();
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void A_port_that_is_not_there_is_reported()
    {
        Assert.Contains("cannot be opened", Assert.Throws<FlashException>(() => new SystemSerialPorts().Open("/dev/nowhere", 115200)).Message);
    }
}
