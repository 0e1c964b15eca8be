using System.Collections.Generic;

namespace UAsyncio.Flash.Programs;

/// <summary>One thing to do: one run of another program.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What the user is told.</param>
/// <param name="Arguments">The program's, with <see cref="Plan.Image"/> and <see cref="Plan.WifiFile"/> for what is not known yet.</param>
public sealed record Step(StepKind Kind, string Title, params IReadOnlyList<string> Arguments)
{
    /// <summary>What nanoff prints only when it has done its work; null where the exit code tells.</summary>
    public string? Proof { get; init; }

    /// <summary>The program; null: dotnet where something is built, else nanoff.</summary>
    public string? Program { get; init; }

    /// <summary>Where the image will be; null where a program tells.</summary>
    public string? Path { get; init; }

    /// <summary>How often a device that does not answer is asked: it may still be restarting.</summary>
    public int Attempts { get; init; } = 1;
}
