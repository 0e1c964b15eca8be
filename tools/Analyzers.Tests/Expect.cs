using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>
/// Compares what is found with what the source announces: a comment <c>// UAN304</c> on each line with a fault, and behind it, in
/// quotation marks, what the message has to contain. What the compiler itself says is looked at where it is announced.
/// </summary>
internal static partial class Expect
{
    internal static async Task AnnouncedAsync(string source, string? without = null, bool program = false)
    {
        Diagnostic[] all = [.. (await DeviceCode.CheckAsync(source, without, program)).Where(d => d.Id.StartsWith("UAN", StringComparison.Ordinal) || source.Contains(d.Id))];
        List<string> announced = [];

        foreach ((string line, int index) in source.Split('\n').Select((line, index) => (line, index)))
        {
            foreach (Match match in Announcement().Matches(line))
            {
                string code = match.Groups["code"].Value;
                announced.Add(Key(code, index));

                if (match.Groups["text"].Success)
                {
                    Assert.Contains(all.Where(d => Key(d) == Key(code, index)).Select(d => d.GetMessage()), m => m.Contains(match.Groups["text"].Value, StringComparison.Ordinal));
                }
            }
        }

        List<string> found = [.. all.Select(Key)];
        announced.Sort(StringComparer.Ordinal);
        found.Sort(StringComparer.Ordinal);
        Assert.True(announced.SequenceEqual(found), $"announced:\n  {string.Join("\n  ", announced)}\nfound:\n  {string.Join("\n  ", all.Select(d => d.ToString()))}");
    }

    private static string Key(Diagnostic diagnostic) => Key(diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line);

    private static string Key(string code, int index) => $"{DeviceCode.File}({index + 1}) {code}";

    [GeneratedRegex("""(?<code>UAN\d{3}|CS\d{4})(?: "(?<text>[^"]*)")?""")]
    private static partial Regex Announcement();
}
