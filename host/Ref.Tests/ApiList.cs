using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Ref.Tests;

/// <summary>What a real assembly declares: its identity, and each type's heading with its members, one a line.</summary>
internal sealed class ApiList
{
    private ApiList(string name, string? version)
    {
        Name = name;
        Version = version;
    }

    public string Name { get; }

    /// <summary>Null where the list does not give one.</summary>
    public string? Version { get; }

    public Dictionary<string, HashSet<string>> Types { get; } = new(StringComparer.Ordinal);

    public static ApiList Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        string[] heading = lines[0].Split(' ');
        ApiList list = new(heading[2], System.Version.TryParse(heading[3], out _) ? heading[3] : null);
        HashSet<string>? members = null;

        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members!.Add(line.Substring(2));
            }
            else
            {
                list.Types.Add(SortedBases(line), members = new(StringComparer.Ordinal));
            }
        }

        return list;
    }

    /// <summary>The heading with its bases in alphabetical order: a compiler may write interfaces in any.</summary>
    public static string SortedBases(string heading)
    {
        string[] parts = heading.Split(" : ");
        return parts.Length == 1
            ? heading
            : parts[0] + " : " + string.Join(", ", parts[1].Split(", ").Order(StringComparer.Ordinal));
    }
}
