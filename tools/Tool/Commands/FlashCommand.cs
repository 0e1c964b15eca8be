using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Text.RegularExpressions;
using UAsyncio.Flash;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Commands;

/// <summary>From a board, as it comes out of its box, to the running app.</summary>
internal sealed partial class FlashCommand
{
    public const string Name = "flash";

    private const int DefaultWait = 90;

    private readonly BoardOptions _common = new();
    private readonly Surroundings _surroundings;
    private readonly Argument<string> _project = new("project") { Description = "The project's folder or file. Default: the current folder. Below boards/ of a folder without a project of its own, that of the board counts.", DefaultValueFactory = _ => "." };
    private readonly Option<Board?> _board = BoardOptions.Choice<Board>("--board", "The board's kind.");
    private readonly Option<string?> _target = new("--target") { Description = $"nanoFramework's name of the firmware, such as ESP32_S3_QUAD. Default: for an ESP32 what nanoff finds, for an STM32 {Plan.DefaultStm32Target}." };
    private readonly Option<string> _firmware = new("--firmware") { Description = "latest, a version such as 1.12.3.45, or keep: do not flash firmware.", DefaultValueFactory = _ => FlashOptions.LatestFirmware };
    private readonly Option<bool> _massErase = new("--mass-erase") { Description = "Erase the whole flash first, stored Wi-Fi settings included." };
    private readonly Option<FirmwareInterface?> _interface = BoardOptions.Choice<FirmwareInterface>("--interface", "How an STM32 gets its firmware: by its ST-LINK (usual), or in DFU mode over USB.");
    private readonly Option<string?> _ssid = new("--wifi-ssid") { Description = $"Store this Wi-Fi network in an ESP32. Its password comes from the environment variable {WifiPassword.Variable}, from --wifi-password-file, or is asked for." };
    private readonly Option<string?> _passwordFile = new("--wifi-password-file") { Description = "A file that holds nothing but the password." };
    private readonly NumberOption _wait = BoardOptions.Seconds("--wait", "How many seconds to wait for the line with the app's address; 0: do not wait.", DefaultWait, least: 0);

    private FlashCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        _board.Required = true;
        _firmware.Validators.Add(result =>
        {
            string? value = result.Tokens.Count == 1 ? result.Tokens[0].Value : null;

            if (value != null && value is not (FlashOptions.LatestFirmware or FlashOptions.KeepFirmware) && !Version().IsMatch(value))
            {
                result.AddError("--firmware takes latest, keep or a version such as 1.12.3.45.");
            }
        });
        _target.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TargetName().IsMatch(result.Tokens[0].Value))
            {
                result.AddError($"--target takes nanoFramework's name of a firmware, such as ESP32_S3_QUAD, not {result.Tokens[0].Value}.");
            }
        });
        _ssid.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && WifiName.Fault(result.Tokens[0].Value) is string fault)
            {
                result.AddError(fault);
            }
        });
    }

    public static Command Create(Surroundings surroundings)
    {
        FlashCommand flash = new(surroundings);
        Command command = new(
            Name,
            "Brings a project to a board: builds the image, flashes the firmware, stores the Wi-Fi settings, deploys, and prints the app's address if it tells one. --dry-run shows the commands only.")
        {
            flash._project, flash._board, flash._common.Port, flash._target, flash._firmware, flash._massErase, flash._interface, flash._ssid, flash._passwordFile,
            flash._wait, flash._common.Baud, flash._common.Image, flash._common.DryRun, flash._common.Nanoff,
        };
        command.SetWork(surroundings, flash.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        FlashOptions options = new()
        {
            Board = result.GetRequiredValue(_board)!.Value,
            Port = result.GetValue(_common.Port) ?? Plan.Port,
            Target = result.GetValue(_target),
            Firmware = result.GetValue(_firmware)!,
            MassErase = result.GetValue(_massErase),
            Interface = result.GetValue(_interface),
            WifiSsid = result.GetValue(_ssid),
            WifiPasswordFile = result.GetValue(_passwordFile),
        };
        int wait = result.GetValue(_wait);

        if (options.Contradiction is string contradiction)
        {
            throw new UsageException(contradiction);
        }

        if (wait == 0 && result.GetResult(_common.Baud) is { Implicit: false })
        {
            throw new UsageException("--console-baud is for reading the app's address: do not combine it with --wait 0.");
        }

        string? image = _common.ImageOf(result);
        bool isDry = result.GetValue(_common.DryRun);
        options = options with { Image = image, Project = image == null ? ProjectFile.Find(result.GetValue(_project)!, options.Board) : null };

        if (isDry)
        {
            Flasher.Print(Plan.Flash(options), options.Image, _surroundings.Output);
            return ExitCode.Done;
        }

        // Asked for now, not after the minutes that building and flashing take; and before the port: without a board they are as wrong.
        string password = options.WifiSsid != null ? WifiPassword.Find(options.WifiSsid, options.WifiPasswordFile, _surroundings) : string.Empty;
        Nanoff nanoff = Nanoff.Find(_surroundings, result.GetValue(_common.Nanoff));
        return Flash(options with { Port = _common.PortOf(result, _surroundings) }, password, nanoff, wait, result.GetValue(_common.Baud));
    }

    private int Flash(FlashOptions options, string password, Nanoff nanoff, int wait, int baud)
    {
        new Flasher(_surroundings, nanoff, options.Board, options.Image).Run(Plan.Flash(options), () => new WifiSettingsFile(options.Port, options.WifiSsid!, password));

        if (wait == 0)
        {
            _surroundings.Output.WriteLine("Deployed.");
            return ExitCode.Done;
        }

        string address = string.Empty;
        _surroundings.Busy.While("Waiting for the app's address", () => address = AddressWait.Wait(options.Port, baud, TimeSpan.FromSeconds(wait), _surroundings));
        _surroundings.Output.WriteLine($"The app runs: open {address}");
        return ExitCode.Done;
    }

    [GeneratedRegex(@"^\d+(\.\d+){2,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"^[A-Za-z0-9_]+$", RegexOptions.CultureInvariant)]
    private static partial Regex TargetName();
}
