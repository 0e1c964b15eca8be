using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>Makes deployment images: headers and names as the metadata processor writes them, nothing else.</summary>
internal static class TestImage
{
    private const int HeaderLength = 124;

    public static byte[] Of(params (string? Name, Version Version, uint Checksum)[] assemblies)
    {
        using MemoryStream image = new();

        foreach ((string? name, Version version, uint checksum) in assemblies)
        {
            image.Write(Assembly(name, version, checksum));
            image.Write(new byte[-(int)image.Length & 3]);
        }

        return image.ToArray();
    }

    private static byte[] Assembly(string? name, Version version, uint checksum)
    {
        byte[] strings = Encoding.UTF8.GetBytes("\0" + (name ?? "x") + "\0");
        byte[] bytes = new byte[HeaderLength + strings.Length];
        "NFMRK1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), checksum);
        int[] numbers = [version.Major, version.Minor, version.Build, version.Revision];

        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(28 + (2 * i)), (ushort)numbers[i]);
        }

        // A name out of the firmware's own table is a number that counts down from 0xFFFF.
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(36), name != null ? (ushort)1 : (ushort)0xFCD2);

        for (int table = 0; table < 16; table++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40 + (4 * table)), (uint)(table <= 11 ? HeaderLength : bytes.Length));
        }

        strings.CopyTo(bytes, HeaderLength);
        return bytes;
    }
}
