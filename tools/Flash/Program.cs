using System;
using System.Runtime.InteropServices;
using System.Threading;
using UAsyncio.Flash.CommandLine;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;

namespace UAsyncio.Flash;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        using CancellationTokenSource canceled = new();

        // Not the default end of the process: the file with the Wi-Fi password has to go first.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            canceled.Cancel();
        }

        return FlashCommand.Run(args, new Surroundings
        {
            Processes = new ProcessRunner(),
            Ports = new SystemSerialPorts(),
            Prompt = new ConsolePrompt(),
            Output = Console.Out,
            Error = Console.Error,
            Variable = Environment.GetEnvironmentVariable,
            Canceled = canceled.Token,
        });
    }
}
