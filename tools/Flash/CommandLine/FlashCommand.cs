using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.RegularExpressions;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Steps;

namespace UAsyncio.Flash.CommandLine;

/// <summary>The command line.</summary>
internal static partial class FlashCommand
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A step or a test failed; it has been said what to do.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C, as shells report it.</summary>
    public const int Canceled = 130;

    private const int DefaultWait = 90;

    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <returns>An exit code.</returns>
    public static int Run(string[] args, Surroundings surroundings)
    {
        CommonOptions common = new();
        Option<Board> board = CommonOptions.Choice<Board>("--board", "The board: its project below boards/.");
        board.Required = true;
        Option<string?> target = new("--target") { Description = $"nanoFramework's name of the firmware, such as ESP32_S3_QUAD. Default: for an ESP32 what nanoff finds, for an STM32 {Plan.DefaultStm32Target}." };
        Option<string> firmware = new("--firmware") { Description = "latest, a version such as 1.12.3.45, or keep: do not flash firmware.", DefaultValueFactory = _ => FlashOptions.LatestFirmware };
        firmware.Validators.Add(result =>
        {
            string? value = result.Tokens.Count == 1 ? result.Tokens[0].Value : null;

            if (value != null && value is not (FlashOptions.LatestFirmware or FlashOptions.KeepFirmware) && !Version().IsMatch(value))
            {
                result.AddError("--firmware takes latest, keep or a version such as 1.12.3.45.");
            }
        });
        Option<bool> massErase = new("--mass-erase") { Description = "Erase the whole flash first, stored Wi-Fi settings included." };
        Option<FirmwareInterface> transport = CommonOptions.Choice<FirmwareInterface>("--interface", "How an STM32 gets its firmware: by its ST-LINK, or in DFU mode over USB.");
        transport.DefaultValueFactory = _ => FirmwareInterface.Jtag;
        Option<string?> ssid = new("--wifi-ssid") { Description = $"Store this Wi-Fi network in an ESP32. Its password comes from the environment variable {WifiPassword.Variable}, from --wifi-password-file, or is asked for." };
        Option<string?> passwordFile = new("--wifi-password-file") { Description = "A file that holds nothing but the password." };
        Option<int> wait = CommonOptions.Seconds("--wait", "How many seconds to wait for the line with the app's address; 0: do not wait.", DefaultWait);

        RootCommand root = new("Brings a board from its box to the running demo app: builds the image, flashes the firmware, stores the Wi-Fi settings, deploys, and prints the address of the app's page. --dry-run shows the commands only. README.md tells it step by step, under \"On a board\".")
        {
            board, common.Port, target, firmware, massErase, transport, ssid, passwordFile, wait, common.Baud, common.Image, common.DryRun, common.Nanoff,
        };
        root.SetAction(result => Guard(surroundings, () =>
        {
            FlashOptions options = new()
            {
                Board = result.GetValue(board),
                Port = common.PortOf(result, surroundings),
                Target = result.GetValue(target),
                Firmware = result.GetValue(firmware)!,
                MassErase = result.GetValue(massErase),
                Interface = result.GetValue(transport),
                WifiSsid = result.GetValue(ssid),
                WifiPasswordFile = result.GetValue(passwordFile),
                Image = common.ImageOf(result),
            };

            if (options.Contradiction is string contradiction)
            {
                surroundings.Error.WriteLine(contradiction);
                return Usage;
            }

            return Flash(options, result.GetValue(wait), common, result, surroundings);
        }));
        root.Subcommands.Add(TestCommand.Create(common, surroundings));
        ParseResult parsed = root.Parse(args);

        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
            {
                surroundings.Error.WriteLine(message);
            }

            surroundings.Error.WriteLine("--help tells more.");
            return Usage;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static int Flash(FlashOptions options, int wait, CommonOptions common, ParseResult result, Surroundings surroundings)
    {
        IReadOnlyList<Step> steps = Plan.Flash(options);

        if (result.GetValue(common.DryRun))
        {
            Flasher.Print(steps, options.Image, surroundings.Output);
            return Done;
        }

        Nanoff nanoff = Nanoff.Find(surroundings, result.GetValue(common.Nanoff));

        // Asked for now, not after the minutes that building and flashing take.
        string password = options.WifiSsid != null ? WifiPassword.Find(options.WifiSsid, options.WifiPasswordFile, surroundings) : string.Empty;
        new Flasher(surroundings, nanoff, options.Board, options.Image).Run(steps, () => new WifiSettingsFile(options.Port, options.WifiSsid!, password));

        if (wait == 0)
        {
            surroundings.Output.WriteLine("Deployed.");
            return Done;
        }

        surroundings.Output.WriteLine("Waiting for the app's address");
        string address = AddressWait.Wait(options.Port, result.GetValue(common.Baud), TimeSpan.FromSeconds(wait), surroundings);
        surroundings.Output.WriteLine($"The app runs: open {address}");
        return Done;
    }

    /// <summary>Turns the failures that a user can do something about into messages and exit codes.</summary>
    public static int Guard(Surroundings surroundings, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (FlashException exception)
        {
            surroundings.Error.WriteLine(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            surroundings.Error.WriteLine("Stopped. A board that was being flashed has to be flashed again.");
            return Canceled;
        }
    }

    [GeneratedRegex(@"^\d+(\.\d+){2,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
