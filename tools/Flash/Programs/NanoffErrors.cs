using System.Collections.Generic;

namespace UAsyncio.Flash.Programs;

/// <summary>What to do about each of nanoff's errors.</summary>
public static class NanoffErrors
{
    private const string PortBusy =
        "Close what uses the port (Visual Studio's device explorer, a serial monitor, another nanoff), pull the cable and plug it in again.";

    private const string NoAnswer =
        "Press the board's reset button and run this again. If it still does not answer, it has no nanoFramework firmware: run without --firmware keep. If it has, flash it anew with --mass-erase.";

    private const string BootMode =
        "Hold the BOOT button, press and release RESET, release BOOT, and run this again; try another USB cable (many carry power only) and no hub.";

    private const string StLink =
        "Connect the board's ST-LINK connector. Windows needs a WinUSB driver on it (docs/boards.md), Linux a udev rule or root.";

    private const string Dfu =
        "Put the board in DFU mode (BOOT0 high, then reset) and connect its user USB connector. Windows needs a WinUSB driver on it.";

    private const string OtherFamily =
        "This error belongs to a family of boards that this tool does not flash: check --board and --target, and update nanoff with \"dotnet tool update -g nanoff\".";

    private const string ToolTrouble =
        "This tool and nanoff do not agree on the command line: update nanoff with \"dotnet tool update -g nanoff\" and compare with --dry-run.";

    private static readonly Dictionary<int, string> s_advice = new()
    {
        [1000] = Dfu,
        [1002] = ToolTrouble,
        [1003] = "Enter DFU mode again and repeat; if it fails again use --interface jtag.",
        [1004] = "This target has no DFU package: use --interface jtag.",
        [1005] = Dfu,
        [1006] = "The firmware is written, but was not started: press the reset button and go on with --firmware keep.",
        [2000] = NoAnswer,
        [2001] = NoAnswer,
        [2002] = "The device answered but did not do it: press the reset button and run this again, with --mass-erase if it repeats. An image larger than the deployment region ends like this too.",
        [2003] = "The device did not take the settings or files: press the reset button and run this again.",
        [3000] = OtherFamily,
        [3001] = OtherFamily,
        [3002] = OtherFamily,
        [3003] = OtherFamily,
        [3004] = OtherFamily,
        [3005] = OtherFamily,
        [3006] = OtherFamily,
        [4000] = BootMode,
        [4001] = "The firmware does not fit this chip's flash: choose the --target that the board's maker names.",
        [4002] = BootMode,
        [4003] = BootMode,
        [4004] = BootMode,
        [4005] = "Check the port's name (run without --port to see them). " + PortBusy + " On Linux be a member of the group dialout.",
        [5000] = StLink,
        [5001] = StLink,
        [5002] = StLink,
        [5003] = ToolTrouble,
        [5004] = ToolTrouble,
        [5005] = "Hold the reset button while the erase starts, or erase with STM32CubeProgrammer.",
        [5006] = "Run this again with --mass-erase; a read or write protection has to be lifted with STM32CubeProgrammer.",
        [5007] = ToolTrouble,
        [5008] = ToolTrouble,
        [5009] = ToolTrouble,
        [5010] = "Press the reset button and go on with --firmware keep.",
        [5022] = "What was written reads back differently: try another cable, then --mass-erase; a chip that still fails is worn or damaged.",
        [5030] = "Use --interface jtag on this system.",
        [5031] = "Enter DFU mode again and repeat; if it fails again use --interface jtag.",
        [5040] = "Use --interface jtag with an ST-LINK on this system.",
        [5041] = "Connect the probe again and repeat; if it fails again use --interface dfu.",
        [6000] = "Check the port's name (run without --port to see them). " + PortBusy + " On Linux be a member of the group dialout.",
        [6001] = "Give the port with --port.",
        [6002] = PortBusy,
        [7000] = OtherFamily,
        [8000] = OtherFamily,
        [8001] = OtherFamily,
        [8002] = OtherFamily,
        [8003] = "Move the repository to a path without spaces and accents.",
        [9000] = ToolTrouble,
        [9002] = ToolTrouble,
        [9003] = ToolTrouble,
        [9004] = ToolTrouble,
        [9005] = "There is no firmware of this name and version: \"nanoff --listtargets --platform esp32\" (or stm32) lists them. Check the network connection too.",
        [9006] = "Make room in the temporary folder, or make it writable.",
        [9007] = "The download failed: check the network connection and run this again.",
        [9008] = "The image is gone: run this again without --image.",
        [9009] = ToolTrouble,
        [9010] = StLink + " Or use --interface dfu.",
        [9011] = ToolTrouble,
        [9012] = ToolTrouble,
        [9013] = ToolTrouble,
        [9014] = "Close other runs of nanoff and delete the folder .nanoFramework/fw_cache in your home.",
        [9015] = ToolTrouble,
    };

    /// <summary>All the codes that are known: those of nanoff 2.5.162.</summary>
    public static IReadOnlyCollection<int> Codes => s_advice.Keys;

    /// <summary>One or two sentences on what to do.</summary>
    /// <param name="code">The number after the E.</param>
    public static string Advice(int code) => s_advice.TryGetValue(code, out string? advice)
        ? advice
        : "This error is newer than this tool: \"nanoff --help\" and github.com/nanoframework/nanoFirmwareFlasher may explain it.";
}
