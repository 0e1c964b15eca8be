using System;
using System.CommandLine;
using System.IO;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Script;

namespace UAsyncio.NanoRun;

/// <summary>What the virtual device is to be like and what is to be counted on it: the options of every program that runs device code.</summary>
public sealed class DeviceOptions
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = "The board whose limits hold: esp32 (16 sockets) or stm32 (4 sockets).",
        DefaultValueFactory = _ => DevicePreset.Esp32.Name,
    };

    private readonly Option<bool> _network = new("--network")
    {
        Description = "Gives the device this computer's network: names are resolved, connections go out, and listening on any address lets other computers in. Without it only 127.0.0.1 is there.",
    };

    private readonly Option<string?> _script = new("--script") { Description = "Plays what is around the device: pins, serial ports, I2C, SPI, ADC, as the file says (docs/virtual-device.md).", HelpName = "FILE.json" };
    private readonly Option<bool> _profile = new("--profile") { Description = "Counts IL instructions, calls and allocations, and prints them at the end; so do the options below." };
    private readonly ReportOptions _report;
    private readonly bool _isProfiler;
    private DeviceScript? _around;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isProfiler">Whether it counts in any case, and so needs no option for it.</param>
    public DeviceOptions(Command command, bool isProfiler = false)
    {
        _isProfiler = isProfiler;
        _preset.TakesOneOf(DevicePreset.Esp32.Name, DevicePreset.Stm32.Name);
        _script.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !File.Exists(result.Tokens[0].Value))
            {
                result.AddError($"--script {result.Tokens[0].Value}: there is no file {Path.GetFullPath(result.Tokens[0].Value)}.");
            }
        });
        command.Add(_preset);
        command.Add(_network);
        command.Add(_script);
        if (!isProfiler)
        {
            command.Add(_profile);
        }

        _report = new ReportOptions(command);
    }

    /// <summary>The board whose limits hold.</summary>
    public static DevicePreset PresetOf(string name) => name == DevicePreset.Stm32.Name ? DevicePreset.Stm32 : DevicePreset.Esp32;

    /// <summary>The name of one of the options that was given; null when none was.</summary>
    public string? GivenName(ParseResult result)
    {
        foreach (Option option in (Option[])[_preset, _network, _script, _profile])
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                return option.Name;
            }
        }

        return _report.GivenName(result);
    }

    /// <summary>Makes the device as it is asked for, and starts counting. Call it before device code is loaded.</summary>
    /// <returns>The board whose limits hold.</returns>
    /// <exception cref="RunException">The script cannot be played.</exception>
    public DevicePreset Apply(ParseResult result)
    {
        Device.Preset = PresetOf(result.GetValue(_preset)!);
        Device.Network = result.GetValue(_network) ? NetworkReach.Computer : NetworkReach.Loopback;
        if (result.GetValue(_script) is { } script)
        {
            _around = LoadScript(script);
        }

        if (IsCounting(result))
        {
            _report.Start(result);
        }

        return Device.Preset;
    }

    /// <summary>Starts what is around the device. Call it just before the program starts: the script's times count from here.</summary>
    public void StartScript() => _around?.Start();

    /// <summary>Looks at the heap now, if that is asked for: a program that closes everything at its end calls it before.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="roots">Objects to begin with, beside the static fields.</param>
    public void TakeLive(ParseResult result, params object[] roots) => _report.TakeLive(result, roots);

    /// <summary>Writes what was counted, if that is asked for.</summary>
    public void WriteReport(ParseResult result, TextWriter output)
    {
        if (IsCounting(result))
        {
            _report.Write(result, output);
        }
    }

    private static DeviceScript LoadScript(string path)
    {
        try
        {
            return DeviceScript.Load(path);
        }
        catch (Exception exception) when (exception is DeviceScriptException or IOException or UnauthorizedAccessException)
        {
            throw new RunException($"The script cannot be played: {exception.Message}");
        }
    }

    private bool IsCounting(ParseResult result) => _isProfiler || result.GetValue(_profile) || _report.GivenName(result) != null;
}
