using System;
using System.Collections.Generic;
using Spectre.Console;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Look;

/// <summary>Asks on the console.</summary>
internal sealed class ConsolePrompt : IPrompt
{
    public bool IsInteractive => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public bool Confirm(string question) => AnsiConsole.Confirm(Markup.Escape(question));

    public string Choose(string question, IReadOnlyList<string> answers) =>
        AnsiConsole.Prompt(new SelectionPrompt<string>().Title(Markup.Escape(question)).AddChoices(answers));

    public string Secret(string question) =>
        AnsiConsole.Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret().AllowEmpty());
}
