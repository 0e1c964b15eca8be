using System;
using System.Collections.Generic;
using System.CommandLine;
using System.ComponentModel;
using System.IO;
using UAsyncio.Flash;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Commands;

namespace UAsyncio.Tool;

/// <summary>The command line: which commands there are, what is common to them, and how failures are told.</summary>
public static class UasyncioCommand
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Surroundings surroundings)
    {
        RootCommand root = new("asyncio for .NET nanoFramework: makes, runs, tests, profiles, checks and flashes programs.")
        {
            NewCommand.Create(surroundings),
            RunCommand.Create(surroundings),
            TestCommand.Create(surroundings),
            ProfileCommand.Create(surroundings),
            LintCommand.Create(surroundings),
            WeaveCommand.Create(surroundings),
            FlashCommand.Create(surroundings),
            MonitorCommand.Create(surroundings),
            DevicesCommand.Create(surroundings),
            TopCommand.Create(surroundings),
            FleetCommand.Create(surroundings),
        };

        ParseResult parsed = StrictArguments.Parse(root, args, out IReadOnlyList<string> faults);

        if (faults.Count > 0)
        {
            foreach (string fault in faults)
            {
                Tell(surroundings, fault);
            }

            surroundings.Error.WriteLine($"{PathOf(parsed)} --help tells more.");
            return ExitCode.Usage;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Has a command do its work, with its failures told.</summary>
    internal static void SetWork(this Command command, Surroundings surroundings, Func<ParseResult, int> work)
    {
        command.SetAction(result =>
        {
            try
            {
                return work(result);
            }
            catch (Exception exception) when (exception is UsageException or RunException)
            {
                Tell(surroundings, exception.Message);
                return ExitCode.Usage;
            }
            catch (Win32Exception exception)
            {
                // The other programs say more where they are missing.
                Tell(surroundings, $"dotnet cannot be started ({exception.Message}): install the .NET 10 SDK from https://dot.net and have it in PATH.");
                return ExitCode.Failed;
            }
            catch (Exception exception) when (exception is FlashException or IOException or UnauthorizedAccessException)
            {
                Tell(surroundings, exception.Message);
                return ExitCode.Failed;
            }
            catch (OperationCanceledException) when (surroundings.Canceled.IsCancellationRequested)
            {
                Tell(surroundings, "stopped. " + (command.Name == FlashCommand.Name ? "A board that was being flashed has to be flashed again." : string.Empty));
                return ExitCode.Stopped;
            }
        });
    }

    private static void Tell(Surroundings surroundings, string message) => surroundings.Error.WriteLine("uasyncio: " + message.TrimEnd());

    private static string PathOf(ParseResult parsed) => parsed.CommandResult.Parent == null ? "uasyncio" : "uasyncio " + parsed.CommandResult.Command.Name;
}
