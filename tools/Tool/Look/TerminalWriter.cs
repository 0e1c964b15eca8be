using System.IO;
using System.Text;
using Spectre.Console;

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
                // Folded rather than cut or broken between words: a path stays one.
                console.Write(new Text(_line.ToString() + "\n", style).Overflow(Overflow.Fold));
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
}
