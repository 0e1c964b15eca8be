using System;
using Spectre.Console;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Look;

/// <summary>A spinner while it lasts, and a line afterwards.</summary>
internal sealed class SpinnerBusy(IAnsiConsole console) : IBusy
{
    public void While(string what, Action work)
    {
        console.Status().Spinner(Spinner.Known.Dots).Start(Markup.Escape(what), _ => work());
        console.MarkupLine("[green]done[/] " + Markup.Escape(what));
    }
}
