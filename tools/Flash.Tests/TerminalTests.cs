using System.IO;
using Spectre.Console;
using UAsyncio.Tool.Look;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What is written where somebody reads it as it comes.</summary>
public sealed class TerminalTests
{
    // A terminal wraps by itself, and knows then what belongs together: a path that is clicked on, a line that is copied.
    [Fact]
    public void A_line_that_is_longer_than_the_terminal_is_wide_stays_one()
    {
        using StringWriter screen = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(screen) });
        console.Profile.Width = 20;
        using TerminalWriter writer = new(console, new Style(Color.Red));
        writer.WriteLine("   at Blinky.Program.Main() in /home/me/a rather long name/Program.cs:line 17");
        writer.WriteLine("short [brackets]");
        writer.Write("two\n\nlines\r\n");
        Assert.Equal("   at Blinky.Program.Main() in /home/me/a rather long name/Program.cs:line 17\nshort [brackets]\ntwo\n\nlines\n", screen.ToString().ReplaceLineEndings("\n"));
    }
}
