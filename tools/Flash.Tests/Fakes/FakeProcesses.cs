using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using UAsyncio.Flash.Programs;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>Programs without a file: what they answer is up to the test.</summary>
internal sealed class FakeProcesses : IProcessRunner
{
    /// <summary>Answers a command line; null: there is no such program.</summary>
    public required Func<string, ProcessResult?> Answer { get; init; }

    /// <summary>Whether they hang after what they answer.</summary>
    public bool NeverEnds { get; init; }

    public List<string> Calls { get; } = [];

    public ProcessResult Run(string file, IReadOnlyList<string> arguments, Action<string> line, CancellationToken canceled)
    {
        string call = file + " " + string.Join(' ', arguments);
        Calls.Add(call);
        ProcessResult result = Answer(call) ?? throw new Win32Exception("no such file");

        foreach (string text in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            line(text);
        }

        if (NeverEnds)
        {
            canceled.WaitHandle.WaitOne();
            throw new OperationCanceledException(canceled);
        }

        return result;
    }
}
