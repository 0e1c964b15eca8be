using System;
using System.Buffers.Binary;

namespace UAsyncio.Flash.Serial;

/// <summary>
/// A packet of nanoFramework's Wire Protocol: a header of 32 bytes (marker, CRC of the header, CRC of the payload, command,
/// sequence, sequence replied to, flags, length, all little endian) and the payload.
/// </summary>
public sealed record WirePacket(WireCommand Command, ushort Sequence, ushort ReplyTo, WireFlags Flags, byte[] Payload)
{
    public const int HeaderLength = 32;

    // Targets choose 128 to 1,024.
    private const int MaxPayload = 1024;
    private const int HeaderCrcOffset = 8;
    private const int PayloadCrcOffset = 12;

    public static ReadOnlySpan<byte> Marker => "NFPKTV1\0"u8;

    /// <summary>The packet as bytes. A firmware without CRCs ignores them.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeaderLength + Payload.Length];
        Span<byte> span = bytes;
        Marker.CopyTo(span);
        BinaryPrimitives.WriteUInt32LittleEndian(span[PayloadCrcOffset..], Crc(Payload));
        BinaryPrimitives.WriteUInt32LittleEndian(span[16..], (uint)Command);
        BinaryPrimitives.WriteUInt16LittleEndian(span[20..], Sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(span[22..], ReplyTo);
        BinaryPrimitives.WriteUInt32LittleEndian(span[24..], (uint)Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(span[28..], (uint)Payload.Length);

        // Computed while its own field is zero.
        BinaryPrimitives.WriteUInt32LittleEndian(span[HeaderCrcOffset..], Crc(span[..HeaderLength]));
        Payload.CopyTo(span[HeaderLength..]);
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="header">32 bytes that begin with the marker.</param>
    /// <returns>The payload's length, or null: the header is damaged.</returns>
    public static int? PayloadLength(ReadOnlySpan<byte> header)
    {
        Span<byte> copy = stackalloc byte[HeaderLength];
        header[..HeaderLength].CopyTo(copy);
        copy.Slice(HeaderCrcOffset, 4).Clear();
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[28..]);
        return IsCrc(header[HeaderCrcOffset..], copy) && length <= MaxPayload ? (int)length : null;
    }

    /// <summary>Reads a packet.</summary>
    /// <param name="bytes">A header that is not damaged, and the payload.</param>
    /// <returns>The packet, or null: the payload is damaged.</returns>
    public static WirePacket? Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> payload = bytes[HeaderLength..];

        return !IsCrc(bytes[PayloadCrcOffset..], payload) ? null : new WirePacket(
            (WireCommand)BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[22..]),
            (WireFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            payload.ToArray());
    }

    // Firmware built without CRCs sends zeros.
    private static bool IsCrc(ReadOnlySpan<byte> field, ReadOnlySpan<byte> data)
    {
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(field);
        return crc == 0 || crc == Crc(data);
    }

    // The CRC-32 of nf-interpreter's SUPPORT_ComputeCRC: polynomial 0x04C11DB7, not reflected, from 0, not inverted.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0;

        foreach (byte value in data)
        {
            crc ^= (uint)value << 24;

            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc & 0x80000000) != 0 ? 0x04C11DB7u : 0);
            }
        }

        return crc;
    }
}
