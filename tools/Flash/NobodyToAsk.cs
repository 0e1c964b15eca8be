using System;
using System.Collections.Generic;

namespace UAsyncio.Flash;

/// <summary>A script or a CI run: there is no one to ask.</summary>
public sealed class NobodyToAsk : IPrompt
{
    public bool IsInteractive => false;

    public bool Confirm(string question) => throw new InvalidOperationException(question);

    public string Choose(string question, IReadOnlyList<string> answers) => throw new InvalidOperationException(question);

    public string Secret(string question) => throw new InvalidOperationException(question);
}
