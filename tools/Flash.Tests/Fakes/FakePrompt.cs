using System;
using System.Collections.Generic;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>A user, or nobody.</summary>
internal sealed class FakePrompt : IPrompt
{
    /// <summary>What the user answers; null where there is none.</summary>
    public Func<string, string>? Answer { get; set; }

    public bool IsInteractive => Answer != null;

    public bool Confirm(string question) => Answer!(question) == "y";

    public string Choose(string question, IReadOnlyList<string> answers) => Answer!(question);

    public string Secret(string question) => Answer!(question);
}
