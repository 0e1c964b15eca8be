using System.Collections.Generic;
using System.IO;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace UAsyncio.Tool.Look;

/// <summary>Lines for a terminal. They go past what is being shown there, such as a spinner.</summary>
internal sealed class TerminalWriter(IAnsiConsole console, Style style) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            if (value == '\n')
            {
                console.Write(new Line(_line.ToString(), style));
                _line.Clear();
            }
            else if (value != '\r')
            {
                _line.Append(value);
            }
        }
    }

    public override void Write(string? value)
    {
        lock (_line)
        {
            foreach (char c in value ?? string.Empty)
            {
                Write(c);
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_line)
        {
            Write(value);
            Write('\n');
        }
    }

    // As it is, however wide the terminal: that wraps by itself, and knows then that a path that is clicked on is one, and a line that is copied.
    private sealed class Line(string text, Style style) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style), Segment.LineBreak];
    }
}
