using System.Collections.Generic;
using UAsyncio.Flash.Programs;

namespace UAsyncio.Flash.Steps;

/// <summary>Turns options into steps. It touches nothing.</summary>
public static class Plan
{
    /// <summary>Stands for the image's path until it is built.</summary>
    public const string Image = "<image>";

    /// <summary>Stands for a port that was not given, in a dry run.</summary>
    public const string Port = "<port>";

    /// <summary>Stands for the file with the Wi-Fi settings.</summary>
    public const string WifiFile = "<wifi-settings>";

    /// <summary>Where nobody named another: the board with official firmware and Ethernet.</summary>
    public const string DefaultStm32Target = "ST_STM32F769I_DISCOVERY";

    private const int RestartAttempts = 5;

    /// <summary>The steps that bring a board from its box to the running app.</summary>
    public static IReadOnlyList<Step> Flash(FlashOptions options)
    {
        List<Step> steps = options.Image == null ? [.. Build(options.Project!, options.Board)] : [];
        bool keep = options.Firmware == FlashOptions.KeepFirmware;

        if (!keep)
        {
            AddFirmware(steps, options);
        }

        steps.Add(Compare(options.Port, attempts: keep ? 1 : RestartAttempts));

        if (options.WifiSsid != null)
        {
            steps.Add(new Step(StepKind.Wifi, $"Storing the Wi-Fi settings of \"{options.WifiSsid}\"", "--networkdeployment", WifiFile)
            {
                // It reports "No operation was performed" too, even when it has stored them.
                Proof = "Updating wireless configuration...OK",
            });
        }

        steps.Add(DeployImage(options.Port));
        return steps;
    }

    /// <summary>The steps that put an image on a board with firmware.</summary>
    public static IReadOnlyList<Step> Deploy(string port) =>
    [
        Compare(port, attempts: 1),
        DeployImage(port),
    ];

    /// <summary>The steps that build an image.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="board">The board that it is for; null: any.</param>
    public static IReadOnlyList<Step> Build(string project, Board? board)
    {
        string[] properties = board == null ? ["-p:Device=true"] : ["-p:Device=true", $"-p:Board={board}"];
        return ProjectFile.IsClassic(project)
            ?
            [
                new Step(StepKind.Build, $"Building {project}", project, "-v:minimal", "-p:Configuration=Release") { Program = "msbuild" },
                new Step(StepKind.FindImage, "Finding the image") { Path = ProjectFile.ClassicImage(project) },
            ]
            :
            [
                new Step(StepKind.Build, $"Building {project}", ["build", project, "-c", "Release", .. properties]),
                new Step(StepKind.FindImage, "Finding the image", ["msbuild", project, "-getProperty:DeviceImage", .. properties, "-p:Configuration=Release"]),
            ];
    }

    private static Step Compare(string port, int attempts) =>
        new(StepKind.Compare, "Comparing the firmware with the image", "--nanodevice", "--devicedetails", "--serialport", port) { Attempts = attempts };

    private static void AddFirmware(List<Step> steps, FlashOptions options)
    {
        List<string> arguments = [];

        if (options.Board == Board.Esp32)
        {
            arguments.AddRange("--platform", "esp32", "--serialport", options.Port, "--update");

            if (options.Target != null)
            {
                arguments.AddRange("--target", options.Target);
            }

            if (options.MassErase)
            {
                arguments.Add("--masserase");
            }

            // At its normal verbosity nanoff moves the cursor, which fails where the output is no terminal.
            arguments.AddRange("-v", "m");
        }
        else
        {
            string transport = options.Interface != FirmwareInterface.Dfu ? "--jtag" : "--dfu";

            if (options.MassErase)
            {
                // With --update it would be ignored on this platform.
                steps.Add(new Step(StepKind.Nanoff, "Erasing the flash", "--platform", "stm32", transport, "--masserase"));
            }

            arguments.AddRange("--platform", "stm32", "--target", options.Target ?? DefaultStm32Target, "--update", transport);
        }

        if (options.Firmware != FlashOptions.LatestFirmware)
        {
            arguments.AddRange("--fwversion", options.Firmware);
        }

        steps.Add(new Step(StepKind.Nanoff, "Flashing the firmware (about a minute)", arguments));
    }

    // Through the device, which knows where its deployment region is: nanoff's own address for the classic ESP32 is wrong.
    private static Step DeployImage(string port) =>
        new(StepKind.Nanoff, "Deploying the image", "--nanodevice", "--deploy", "--image", Image, "--serialport", port)
        {
            Proof = "Deploying managed application...OK",
        };

    private static void AddRange(this List<string> list, params string[] items) => list.AddRange(items);
}
