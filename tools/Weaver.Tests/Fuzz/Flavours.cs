using System.Text.RegularExpressions;

namespace Weaver.Tests.Fuzz;

/// <summary>Parts of a random program's text that only one of its two flavours has.</summary>
internal static partial class Flavours
{
    public static string Device(string text) => "\u0001" + text + "\u0003";

    public static string Desktop(string text) => "\u0002" + text + "\u0003";

    /// <summary>The text of one flavour.</summary>
    public static string Choose(string text, bool device)
    {
        return Part().Replace(text, match => match.Value[0] == (device ? '\u0001' : '\u0002') ? match.Groups[1].Value : "");
    }

    [GeneratedRegex("[\u0001\u0002]([^\u0003]*)\u0003")]
    private static partial Regex Part();
}
