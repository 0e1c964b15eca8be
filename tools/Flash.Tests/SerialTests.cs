using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>Text from a device, in packets and plain.</summary>
public sealed class SerialTests
{
    // "Hi\r\n" as nf-interpreter sends it; made by hand from WireProtocol.h, with the CRC of nanoSupport_CRC32.c.
    private static readonly byte[] s_hi = Convert.FromHexString(
        "4E46504B54563100096918AA3104255801000000050000000120000004000000" + "48690D0A");

    [Fact]
    public void A_packet_is_read()
    {
        WirePacket packet = Assert.Single(new WireReader().Read(s_hi));
        Assert.Equal(WireCommand.Message, packet.Command);
        Assert.Equal(5, packet.Sequence);
        Assert.Equal("Hi\r\n", Encoding.UTF8.GetString(packet.Payload));
    }

    [Fact]
    public void A_packet_is_written_as_it_is_read()
    {
        Assert.Equal(s_hi, new WirePacket(WireCommand.Message, 5, 0, WireFlags.NonCritical | WireFlags.NoCaching, "Hi\r\n"u8.ToArray()).ToBytes());
    }

    [Fact]
    public void A_packet_without_CRCs_is_read()
    {
        byte[] bytes = [.. s_hi];
        bytes.AsSpan(8, 8).Clear();
        Assert.Equal("Hi\r\n", Text(new WireReader().Read(bytes)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(31)]
    [InlineData(33)]
    public void Packets_among_plain_text_are_read_in_any_pieces(int size)
    {
        byte[] bytes = [.. "boot NF "u8, .. s_hi, .. "NFPKT, plain\n"u8, .. s_hi, .. s_hi];
        WireReader reader = new();
        List<WirePacket> packets = [.. bytes.Chunk(size).SelectMany(piece => reader.Read(piece))];

        Assert.Equal("boot NF Hi\r\nNFPKT, plain\nHi\r\nHi\r\n", Text(packets));
        Assert.Equal(3, packets.Count(p => p.Sequence == 5));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_damaged_packet_does_not_harm_the_next(int damaged)
    {
        byte[] bad = [.. s_hi];
        bad[damaged] ^= 0x55;
        IReadOnlyList<WirePacket> packets = new WireReader().Read([.. bad, .. s_hi]);

        Assert.Equal("Hi\r\n", Encoding.UTF8.GetString(packets[^1].Payload));
        Assert.Equal(5, packets[^1].Sequence);
        Assert.Equal(1, packets.Count(p => p.Sequence == 5));
    }

    [Fact]
    public void The_app_is_started_anew_and_read_from_its_first_line()
    {
        FakeDevice device = new() { Lines = ["first, grün", new string('x', 200), "last"], Ends = true };
        DeviceConsole console = new(device, CancellationToken.None);

        Assert.Equal(["first, grün", new string('x', 200), "last"], Lines(console));
        Assert.True(console.Ended);
    }

    [Fact]
    public void A_device_that_writes_plain_text_only_is_read()
    {
        FakeDevice device = new() { IsDeaf = true };
        device.SendRaw("rst:0x1 (POWERON)\r\n\r\nhttp://10.0.0.5\r\n"u8);
        DeviceConsole console = new(device, CancellationToken.None);

        Assert.Equal("rst:0x1 (POWERON)", console.ReadLine(TimeSpan.FromSeconds(30)));
        Assert.Equal("http://10.0.0.5", console.ReadLine(TimeSpan.FromSeconds(30)));
        Assert.False(console.Answered);
    }

    [Fact]
    public void A_read_ends_with_its_patience_and_on_CtrlC()
    {
        using CancellationTokenSource cancel = new();
        DeviceConsole console = new(new FakeDevice { IsDeaf = true }, cancel.Token);

        Assert.Null(console.ReadLine(TimeSpan.Zero));
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => console.ReadLine(TimeSpan.FromHours(1)));
    }

    private static List<string> Lines(DeviceConsole console)
    {
        List<string> lines = [];

        while (console.ReadLine(TimeSpan.FromSeconds(30)) is string line)
        {
            if (console.Restarted)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static string Text(IEnumerable<WirePacket> packets) => Encoding.UTF8.GetString([.. packets.SelectMany(p => p.Payload)]);
}
