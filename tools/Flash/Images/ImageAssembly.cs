using System;

namespace UAsyncio.Flash.Images;

/// <summary>One assembly of an image.</summary>
/// <param name="Name">Its name; null where the format stores a number instead (a name that every firmware knows).</param>
/// <param name="Version">Its version.</param>
/// <param name="NativeChecksum">The checksum of the native methods that it wants from the firmware; 0 when it has none.</param>
/// <param name="Bytes">The assembly itself, a .pe.</param>
public sealed record ImageAssembly(string? Name, Version Version, uint NativeChecksum, ReadOnlyMemory<byte> Bytes);
