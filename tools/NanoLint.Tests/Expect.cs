using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

/// <summary>Compares what is found with what the source announces: a comment <c>// UAN101</c> on each line that must be refused.</summary>
internal static partial class Expect
{
    /// <summary>Exactly the announced findings, in a debug and in an optimised build.</summary>
    internal static void Announced(string source, bool weave = true, bool features = true)
    {
        foreach (bool optimize in new[] { false, true })
        {
            using var code = new DeviceCode(source, optimize, weave, features);
            Same(source, code.Lint(), optimize ? "Release" : "Debug");
        }
    }

    internal static void Same(string source, IEnumerable<Diagnostic> findings, string build)
    {
        List<string> announced = [.. source.Split('\n')
            .SelectMany((text, index) => Announcement().Matches(text).Select(match => $"{DeviceCode.File}({index + 1}) {match.Value}"))
            .Order(StringComparer.Ordinal)];
        List<string> found = [.. findings.Select(f => $"{f.File}({f.Line}) {f.Code}").Distinct().Order(StringComparer.Ordinal)];
        Assert.True(
            announced.SequenceEqual(found),
            $"{build}\nannounced:\n  {string.Join("\n  ", announced)}\nfound:\n  {string.Join("\n  ", findings)}");
    }

    [GeneratedRegex("UAN[0-9]{3}")]
    private static partial Regex Announcement();
}
