using System;
using System.IO;
using System.Threading;
using UAsyncio.Flash.CommandLine;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;

namespace UAsyncio.Flash;

/// <summary>All that the tool touches outside itself.</summary>
internal sealed class Surroundings
{
    public required IProcessRunner Processes { get; init; }

    public required ISerialPorts Ports { get; init; }

    public required IPrompt Prompt { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Ctrl+C, or a polite kill.</summary>
    public required CancellationToken Canceled { get; init; }

    /// <summary>How long a device gets to restart before it is asked again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(3);
}
