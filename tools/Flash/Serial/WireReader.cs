using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace UAsyncio.Flash.Serial;

/// <summary>
/// Takes apart what comes from a device's serial line: packets of the Wire Protocol, and between them plain text, which an ESP32
/// writes while no debugger has greeted it. What is damaged is read as text.
/// </summary>
public sealed class WireReader
{
    private readonly List<byte> _pending = [];

    /// <summary>Takes bytes, and gives what they complete, in order.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Packets, and plain text as packets of the command Message.</returns>
    public IReadOnlyList<WirePacket> Read(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        List<WirePacket> packets = [];

        while (Take() is WirePacket packet)
        {
            packets.Add(packet);
        }

        return packets;
    }

    private WirePacket? Take()
    {
        ReadOnlySpan<byte> pending = CollectionsMarshal.AsSpan(_pending);
        int start = MarkerStart(pending);

        if (start > 0)
        {
            return TakeText(start);
        }

        if (start < 0 || pending.Length < WirePacket.HeaderLength)
        {
            return null;
        }

        if (WirePacket.PayloadLength(pending) is not int payload)
        {
            return TakeText(1);
        }

        int length = WirePacket.HeaderLength + payload;

        if (pending.Length < length)
        {
            return null;
        }

        WirePacket? packet = WirePacket.Read(pending[..length]);

        if (packet == null)
        {
            return TakeText(1);
        }

        _pending.RemoveRange(0, length);
        return packet;
    }

    private WirePacket TakeText(int length)
    {
        byte[] text = [.. _pending.Take(length)];
        _pending.RemoveRange(0, length);
        return new WirePacket(WireCommand.Message, 0, 0, WireFlags.None, text);
    }

    // Where a marker begins, or the part of one at the end; the length when there is none, -1 when there are no bytes.
    private static int MarkerStart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return -1;
        }

        for (int start = 0; start < bytes.Length; start++)
        {
            ReadOnlySpan<byte> rest = bytes[start..];

            if (rest.StartsWith(WirePacket.Marker) || WirePacket.Marker.StartsWith(rest))
            {
                return start;
            }
        }

        return bytes.Length;
    }
}
