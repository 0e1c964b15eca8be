using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Programs;

namespace UAsyncio.Flash.Steps;

/// <summary>Carries out the steps of a plan.</summary>
public sealed class Flasher
{
    private readonly Surroundings _surroundings;
    private readonly Nanoff? _nanoff;
    private readonly Board? _board;
    private string? _image;

    /// <summary>Makes one.</summary>
    /// <param name="surroundings">What it touches.</param>
    /// <param name="nanoff">The flasher; null when the plan only builds.</param>
    /// <param name="board">The board that the device has to be, or null: any.</param>
    /// <param name="image">The image, or null: the plan builds it.</param>
    public Flasher(Surroundings surroundings, Nanoff? nanoff, Board? board, string? image)
    {
        _surroundings = surroundings;
        _nanoff = nanoff;
        _board = board;
        _image = image;
    }

    /// <summary>The image's path.</summary>
    public string Image => _image ?? throw new InvalidOperationException("no step has built the image");

    /// <summary>Prints a plan's commands.</summary>
    /// <param name="steps">The plan.</param>
    /// <param name="image">The image's path, or null: the plan builds it.</param>
    /// <param name="output">Where to.</param>
    public static void Print(IReadOnlyList<Step> steps, string? image, TextWriter output)
    {
        foreach (Step step in steps.Where(s => s.Path == null))
        {
            string program = step.Program ?? (step.Kind is StepKind.Build or StepKind.FindImage ? "dotnet" : "nanoff");
            output.WriteLine(program + " " + string.Join(' ', step.Arguments.Select(a => Quote(a == Plan.Image ? image ?? a : a))));
        }

        if (steps.FirstOrDefault(s => s.Kind == StepKind.FindImage) is { } find)
        {
            output.WriteLine($"{Plan.Image} is {find.Path ?? "the path that \"dotnet msbuild\" prints"}.");
        }

        if (steps.Any(s => s.Kind == StepKind.Wifi))
        {
            output.WriteLine($"{Plan.WifiFile} is a temporary file, for its owner only, that is deleted afterwards.");
        }
    }

    /// <summary>Does the steps, one after the other.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="wifi">Makes the file with the Wi-Fi settings; null when no step needs it.</param>
    /// <exception cref="FlashException">A step failed; those after it have not been done.</exception>
    public void Run(IReadOnlyList<Step> steps, Func<WifiSettingsFile>? wifi = null)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            _surroundings.Canceled.ThrowIfCancellationRequested();
            Step step = steps[i];
            _surroundings.Busy.While($"[{i + 1}/{steps.Count}] {step.Title}", () => Run(step, wifi));
        }
    }

    private void Run(Step step, Func<WifiSettingsFile>? wifi)
    {
        switch (step.Kind)
        {
            case StepKind.Build:
                DotnetBuild.Build(step, _surroundings);
                break;
            case StepKind.FindImage:
                _image = DotnetBuild.FindImage(step, _surroundings);
                break;
            case StepKind.Compare:
                Compare(RunNanoff(step));
                break;
            case StepKind.Wifi:
                using (WifiSettingsFile file = wifi!())
                {
                    RunNanoff(step, Plan.WifiFile, file.Path);
                }

                break;
            default:
                RunNanoff(step, Plan.Image, _image);
                break;
        }
    }

    private string RunNanoff(Step step, string? placeholder = null, string? value = null) =>
        _nanoff!.Run(step, [.. step.Arguments.Select(a => a == placeholder ? value! : a)]);

    private void Compare(string deviceDetails)
    {
        if (_board is Board board && FirmwareMatch.OtherPlatform(board.ToString(), deviceDetails) is string platform)
        {
            throw new FlashException($"The device is no {board}: its platform is {platform}. Check --board and --port.");
        }

        if (!FirmwareMatch.HasNativeAssemblies(deviceDetails))
        {
            _surroundings.Output.WriteLine("    The device shows only its booter, so the firmware could not be compared.");
            return;
        }

        IReadOnlyList<string> mismatches = FirmwareMatch.Mismatches(DeviceImage.Read(Image), deviceDetails);

        if (mismatches.Count > 0)
        {
            throw new FlashException(
                "The firmware does not fit the image, and the runtime would stop at start (CLR_E_ASSM_WRONG_CHECKSUM):\n"
                + string.Concat(mismatches.Select(m => "  " + m + "\n"))
                + "Flash the latest firmware (--firmware latest). If it is the latest already, update the nanoFramework packages, or name the firmware that they were made for (--firmware 1.x.y).");
        }
    }

    private static string Quote(string argument) => argument.Contains(' ') ? '"' + argument + '"' : argument;
}
