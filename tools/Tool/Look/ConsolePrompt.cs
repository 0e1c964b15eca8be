using System;
using System.Collections.Generic;
using System.Threading;
using Spectre.Console;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Look;

/// <summary>Asks on the console, until there is an answer or Ctrl+C.</summary>
internal sealed class ConsolePrompt(CancellationToken canceled) : IPrompt
{
    public bool IsInteractive => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public bool Confirm(string question) => Ask(new ConfirmationPrompt(Markup.Escape(question)));

    // What is chosen with the arrow keys is drawn anew at each of them.
    public string Choose(string question, IReadOnlyList<string> answers) => Screen.CanRedraw
        ? Ask(new SelectionPrompt<string>().Title(Markup.Escape(question)).AddChoices(answers))
        : Ask(new TextPrompt<string>(Markup.Escape(question)).AddChoices(answers));

    public string Secret(string question) => Ask(new TextPrompt<string>(Markup.Escape(question)).Secret().AllowEmpty());

    // The signal's end is the token's, not the process's: whoever waits for a key would wait on.
    private T Ask<T>(IPrompt<T> prompt)
    {
        try
        {
            return prompt.ShowAsync(AnsiConsole.Console, canceled).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.WriteLine();
            throw;
        }
    }
}
