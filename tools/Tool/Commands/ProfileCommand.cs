using System.CommandLine;
using System.Threading;
using System;
using UAsyncio.Flash;
using UAsyncio.Tool.Input;

namespace UAsyncio.Tool.Commands;

/// <summary>A device program on the virtual device, with all that it does counted.</summary>
internal static class ProfileCommand
{
    public static Command Create(Surroundings surroundings)
    {
        Command command = new(
            "profile",
            "Runs a device program and counts what it executes, calls and allocates: in IL instructions and bytes of a 32-bit device's heap, nothing timed. "
            + "The report comes when the program ends, at Ctrl+C, or after --for.");
        ProgramOptions options = new(command, isProfiler: true);
        Option<TimeSpan?> limit = Duration.NewOption("--for", "Ends the program after this time, as 10s, 500ms or 2m, and reports.");
        command.Add(limit);
        command.SetWork(surroundings, result => options.Run(result, surroundings, result.GetValue(limit) ?? Timeout.InfiniteTimeSpan));
        return command;
    }
}
