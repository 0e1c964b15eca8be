using System;
using System.IO;
using Spectre.Console;
using UAsyncio.Flash;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Look;

namespace UAsyncio.Tool;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Not the default end of the process: reports have to be written, and a file with a Wi-Fi password has to go first.
        using StopSignals signals = new();
        IAnsiConsole console = AnsiConsole.Console;
        TextWriter written = Console.IsOutputRedirected ? Redirected(args, signals) : new TerminalWriter(console, Style.Plain);
        TextWriter output = new PlainOutput(written);
        int exitCode = UasyncioCommand.Run(args, new Surroundings
        {
            Prompt = new ConsolePrompt(signals.Token),
            Output = output,
            Error = new PlainOutput(Console.IsErrorRedirected ? Console.Error : new TerminalWriter(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), new Style(Color.Red))),
            Busy = Screen.CanRedraw ? new SpinnerBusy(console) : new PlainBusy(output),
            Canceled = signals.Token,
        });

        if (written is FileOutput { Failure: { } failure })
        {
            Console.Error.WriteLine("uasyncio: not all of the output could be written: " + failure);
            return ExitCode.Failed;
        }

        return exitCode;
    }

    private static TextWriter Redirected(string[] args, StopSignals signals)
    {
        // What goes on until Ctrl+C. Not a step that has an end: a board that is being flashed would have to be flashed again.
        bool goesOn = args is ["run" or "profile" or "monitor" or "top" or "fleet", ..];
        return goesOn && PipeStream.Open(signals.Stop) is { } pipe
            ? TextWriter.Synchronized(new StreamWriter(pipe, Console.OutputEncoding) { AutoFlush = true })
            : new FileOutput(Console.Out, goesOn ? signals.Stop : () => { });
    }
}
