using System.Collections.Generic;

namespace UAsyncio.Flash;

/// <summary>Asks the user.</summary>
public interface IPrompt
{
    /// <summary>Whether there is someone to ask: false in a script or a CI run.</summary>
    bool IsInteractive { get; }

    bool Confirm(string question);

    string Choose(string question, IReadOnlyList<string> answers);

    /// <summary>Asks for what must not be shown; the answer may be empty.</summary>
    string Secret(string question);
}
