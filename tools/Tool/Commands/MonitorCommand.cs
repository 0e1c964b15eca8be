using System;
using System.CommandLine;
using System.IO;
using UAsyncio.Flash;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Building;
using UAsyncio.Tool.Symbols;

namespace UAsyncio.Tool.Commands;

/// <summary>What a board writes, with the lines of the source in its stack traces.</summary>
internal sealed class MonitorCommand
{
    // How long a silent board is waited for before that is said.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly BoardOptions _common = new();
    private readonly Surroundings _surroundings;
    private readonly Option<bool> _restart = new("--restart") { Description = "Start the app anew, so that its first line is there." };
    private readonly Option<string?> _program = new("--program")
    {
        Description = "The program that was deployed, for the lines of its stack traces: its .dll with the .pdb beside it, or its project's folder. Default: the project in the current folder, as flash builds it.",
        HelpName = "FILE or FOLDER",
    };

    private MonitorCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
    }

    public static Command Create(Surroundings surroundings)
    {
        MonitorCommand monitor = new(surroundings);
        Command command = new("monitor", "Shows what the app on a board writes until Ctrl+C; behind each frame of an exception's stack trace, its file and line.")
        {
            monitor._common.Port, monitor._common.Baud, monitor._restart, monitor._program,
        };
        command.SetWork(surroundings, monitor.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        TextWriter output = _surroundings.Output;
        StackLines? lines = FindSymbols(result.GetValue(_program));
        string name = PortChoice.Choose(result.GetValue(_common.Port), _surroundings);
        int baud = result.GetValue(_common.Baud);
        output.WriteLine($"Listening on {name} at {baud} baud. Ctrl+C stops it.");
        using ISerialPort port = _surroundings.Ports.Open(name, baud);
        DeviceConsole console = new(port, _surroundings.Canceled, result.GetValue(_restart), follow: true);

        try
        {
            string? line;

            while ((line = console.ReadLine(s_patience)) == null)
            {
                if (!console.Answered)
                {
                    output.WriteLine($"The device is silent at {baud} baud: press its reset button, or try --console-baud 115200.");
                }
            }

            for (; ; line = console.ReadLine(TimeSpan.MaxValue))
            {
                output.WriteLine(lines?.Resolve(line!) ?? line);
            }
        }
        catch (OperationCanceledException) when (_surroundings.Canceled.IsCancellationRequested)
        {
            output.WriteLine("Stopped.");
            return ExitCode.Done;
        }
    }

    private StackLines? FindSymbols(string? program)
    {
        string assembly;

        if (program != null && ProgramFile.IsAssembly(program))
        {
            assembly = program;
        }
        else
        {
            try
            {
                string project = ProjectFile.Find(program ?? ".");
                assembly = ProjectFile.IsClassic(project)
                    ? Path.ChangeExtension(ProjectFile.ClassicImage(project), ".exe")
                    : ProgramFile.TargetPath(project, _surroundings, "-p:Device=true", "-p:Configuration=Release");
            }
            catch (FlashException) when (program == null)
            {
                return null;
            }
        }

        if (!File.Exists(assembly))
        {
            return program == null ? null : throw new UsageException($"There is no {assembly}: build the program, or leave --program out.");
        }

        _surroundings.Output.WriteLine($"Lines of stack traces are those of {assembly}.");
        return new StackLines(Path.GetDirectoryName(Path.GetFullPath(assembly))!);
    }
}
