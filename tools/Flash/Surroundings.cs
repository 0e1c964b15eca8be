using System;
using System.IO;
using System.Threading;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;

namespace UAsyncio.Flash;

/// <summary>All that the tool touches outside itself. What is not set is the computer's own, with nobody at it.</summary>
public sealed class Surroundings
{
    private readonly IBusy? _busy;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    public ISerialPorts Ports { get; init; } = new SystemSerialPorts();

    public IPrompt Prompt { get; init; } = new NobodyToAsk();

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Ctrl+C, or a polite kill.</summary>
    public CancellationToken Canceled { get; init; }

    /// <summary>Shows what is being done; lines of the output unless set.</summary>
    public IBusy Busy
    {
        get => _busy ?? new PlainBusy(Output);
        init => _busy = value;
    }

    /// <summary>How long a device gets to restart before it is asked again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(3);
}
