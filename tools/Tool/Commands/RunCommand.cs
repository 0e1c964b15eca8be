using System.CommandLine;
using System.Threading;
using UAsyncio.Flash;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Building;

namespace UAsyncio.Tool.Commands;

/// <summary>A device program on the virtual device.</summary>
internal static class RunCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Command command = new("run", "Runs a device program on the virtual device, with real sockets on 127.0.0.1, until it ends or Ctrl+C. Exit code 1: an exception left one of its threads.");
        ProgramOptions options = new(command, isProfiler: false);
        command.SetWork(surroundings, result => options.Run(result, surroundings, Timeout.InfiniteTimeSpan));
        return command;
    }
}
