using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace UAsyncio.Tool.Top;

/// <summary>A task at a moment.</summary>
internal sealed record TopTask(string Name, string Coroutines, string WaitsFor, int TimeLeft, int Turns, int LongestTurn, int TotalTime);

/// <summary>What the console's <c>top</c> has answered.</summary>
internal sealed record TopSnapshot(int Tick, uint FreeHeap, int FreeSlots, int FreeTimers, IReadOnlyList<TopTask> Tasks)
{
    private const int HeadFields = 4;
    private const int TaskFields = 7;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="IOException">It is none of top: the device's library is of another version.</exception>
    public static TopSnapshot Parse(IReadOnlyList<string> lines)
    {
        string[][] rows = [.. lines.Select(line => line.Split('\t'))];
        if (rows.Length == 0 || rows[0].Length != HeadFields || rows.Skip(1).Any(row => row.Length != TaskFields))
        {
            throw new IOException("The device does not answer top as this tool expects: the versions of tool and UAsyncio.Nano.Inspection differ.");
        }

        string[] head = rows[0];
        return new TopSnapshot(
            Number(head[0]),
            (uint)Number(head[1]),
            Number(head[2]),
            Number(head[3]),
            [.. rows.Skip(1).Select(row => new TopTask(row[0], row[1], row[2], Number(row[3]), Number(row[4]), Number(row[5]), Number(row[6])))]);
    }

    private static int Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? unchecked((int)number) : throw new IOException($"No number where the device should send one: {text}");
}
