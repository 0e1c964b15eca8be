using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace UAsyncio.Flash.Images;

/// <summary>
/// Compares an image with a firmware as the runtime does when it starts: each assembly with native methods needs the
/// firmware's part of the same name with the same checksum.
/// </summary>
public static partial class FirmwareMatch
{
    /// <summary>Whether the output of --devicedetails lists native assemblies at all: a device that is in its booter has none to show.</summary>
    public static bool HasNativeAssemblies(string deviceDetails) => NativeAssembly().IsMatch(deviceDetails);

    /// <summary>Finds out that the device is another board.</summary>
    /// <param name="expected">How the name of the platform should begin, in upper or lower case.</param>
    /// <param name="deviceDetails">What nanoff's --devicedetails printed.</param>
    /// <returns>nanoFramework's name of the device's platform, or null: it is as expected, or was not printed.</returns>
    public static string? OtherPlatform(string expected, string deviceDetails)
    {
        string platform = Platform().Match(deviceDetails).Groups["name"].Value;
        return platform.Length == 0 || platform.StartsWith(expected, StringComparison.OrdinalIgnoreCase) ? null : platform;
    }

    /// <summary>Finds what does not match.</summary>
    /// <param name="image">The image.</param>
    /// <param name="deviceDetails">What nanoff's --devicedetails printed.</param>
    /// <returns>A sentence for each mismatch.</returns>
    public static IReadOnlyList<string> Mismatches(IReadOnlyList<ImageAssembly> image, string deviceDetails)
    {
        List<Match> parts = NativeAssembly().Matches(deviceDetails).ToList();
        List<string> mismatches = [];

        foreach (ImageAssembly assembly in image.Where(a => a.NativeChecksum != 0 && !parts.Exists(p => Fits(p, a))))
        {
            string need = $"{assembly.Name ?? "An assembly"} {assembly.Version} needs native code with checksum 0x{assembly.NativeChecksum:X8}; ";
            Match? part = parts.Find(p => p.Groups["name"].Value == assembly.Name);
            mismatches.Add(need + (part == null
                ? "the firmware has none: a --target whose firmware has it may help."
                : $"the firmware has version {part.Groups["version"].Value} with 0x{part.Groups["checksum"].Value}."));
        }

        return mismatches;
    }

    // A name that is not in the image (mscorlib's) is the firmware's own, whatever its part is called.
    private static bool Fits(Match part, ImageAssembly assembly) =>
        (assembly.Name == null || part.Groups["name"].Value == assembly.Name)
        && uint.Parse(part.Groups["checksum"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) == assembly.NativeChecksum;

    // "  Platform: ESP32"
    [GeneratedRegex(@"^\s*Platform:\s*(?<name>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Platform();

    // "  System.Net v100.2.0.11, checksum 0xD82C1452"
    [GeneratedRegex(@"^\s*(?<name>[\w.]+) v(?<version>[\d.]+), checksum 0x(?<checksum>[0-9A-Fa-f]{8})\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NativeAssembly();
}
