using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace UAsyncio.Flash.Images;

/// <summary>
/// Reads a deployment image: .pe files, one after the other, each padded to 4 bytes. The header of a .pe is
/// CLR_RECORD_ASSEMBLY of nf-interpreter.
/// </summary>
public static class DeviceImage
{
    private const int HeaderLength = 124;
    private const int ChecksumOffset = 20;
    private const int VersionOffset = 28;
    private const int NameOffset = 36;
    private const int TablesOffset = 40;
    private const int StringsTable = 11;
    private const int EndOfAssembly = 15;

    private static ReadOnlySpan<byte> Marker => "NFMRK1\0\0"u8;

    /// <summary>Reads an image.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FlashException">It cannot be read, or is no image.</exception>
    public static IReadOnlyList<ImageAssembly> Read(string path)
    {
        byte[] image;

        try
        {
            image = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FlashException($"The image cannot be read: {exception.Message}");
        }

        List<ImageAssembly> assemblies = [];

        for (int offset = 0; offset < image.Length;)
        {
            ReadOnlyMemory<byte> rest = image.AsMemory(offset);
            int length = CheckedLength(rest.Span) ?? throw new FlashException($"{path} is no deployment image: there is no nanoFramework assembly at byte {offset}.");
            assemblies.Add(ReadAssembly(rest[..length]));
            offset += (length + 3) & ~3;
        }

        return assemblies.Count > 0 ? assemblies : throw new FlashException($"{path} is no deployment image: it is empty.");
    }

    private static int? CheckedLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Marker))
        {
            return null;
        }

        uint length = Table(bytes, EndOfAssembly);
        return length >= HeaderLength && length <= bytes.Length ? (int)length : null;
    }

    private static ImageAssembly ReadAssembly(ReadOnlyMemory<byte> assembly)
    {
        ReadOnlySpan<byte> bytes = assembly.Span;
        Version version = new(Number(bytes, 0), Number(bytes, 1), Number(bytes, 2), Number(bytes, 3));
        return new ImageAssembly(ReadName(bytes), version, BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]), assembly);

        static int Number(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(VersionOffset + (2 * index))..]);
    }

    private static string? ReadName(ReadOnlySpan<byte> bytes)
    {
        uint end = Table(bytes, StringsTable + 1);
        uint start = Table(bytes, StringsTable) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[NameOffset..]);

        if (end > bytes.Length || start >= end)
        {
            return null;
        }

        ReadOnlySpan<byte> name = bytes[(int)start..(int)end];
        int length = name.IndexOf((byte)0);
        return length < 0 ? null : Encoding.UTF8.GetString(name[..length]);
    }

    private static uint Table(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(TablesOffset + (4 * index))..]);
}
