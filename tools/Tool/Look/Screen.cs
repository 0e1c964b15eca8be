using System;
using Spectre.Console;

namespace UAsyncio.Tool.Look;

/// <summary>What the output goes to.</summary>
internal static class Screen
{
    /// <summary>Gets whether what was written there can be written over: not in a file or a pipe, nor on a terminal that has no cursor to move (TERM=dumb).</summary>
    public static bool CanRedraw => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
}
