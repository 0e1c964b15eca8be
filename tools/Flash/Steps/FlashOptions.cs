using System;

namespace UAsyncio.Flash.Steps;

/// <summary>What the command line asks for, checked.</summary>
public sealed record FlashOptions
{
    /// <summary>Take the newest released firmware.</summary>
    public const string LatestFirmware = "latest";

    /// <summary>Leave the firmware as it is.</summary>
    public const string KeepFirmware = "keep";

    public required Board Board { get; init; }

    public required string Port { get; init; }

    /// <summary>The project's file; null where the image is built already.</summary>
    public string? Project { get; init; }

    /// <summary>nanoFramework's name of the firmware, or null: nanoff chooses it by what an ESP32 says of itself.</summary>
    public string? Target { get; init; }

    /// <summary><see cref="LatestFirmware"/>, <see cref="KeepFirmware"/> or a version.</summary>
    public string Firmware { get; init; } = LatestFirmware;

    public bool MassErase { get; init; }

    /// <summary>How an STM32 gets its firmware; null: as is usual.</summary>
    public FirmwareInterface? Interface { get; init; }

    public string? WifiSsid { get; init; }

    public string? WifiPasswordFile { get; init; }

    /// <summary>An image that is already built, or null.</summary>
    public string? Image { get; init; }

    /// <summary>What does not go together, and why; or null.</summary>
    public string? Contradiction =>
        Board == Board.Stm32 && WifiSsid != null ? "An STM32 board has Ethernet: --wifi-ssid is for Esp32."
        : Firmware == KeepFirmware && MassErase ? "--mass-erase takes the firmware too: do not combine it with --firmware keep."
        : Board == Board.Esp32 && Interface != null ? "An ESP32 gets its firmware over its serial port: --interface is for Stm32."
        : Firmware == KeepFirmware && Interface != null ? "--interface is how the firmware gets there: do not combine it with --firmware keep."
        : Target != null && Target.StartsWith("ESP32", StringComparison.OrdinalIgnoreCase) != (Board == Board.Esp32) ? $"--target {Target} is no firmware for {Board}: check --board and --target."
        : Firmware == KeepFirmware && Target != null ? "--target names the firmware to flash: do not combine it with --firmware keep."
        : WifiPasswordFile != null && WifiSsid == null ? "--wifi-password-file goes with --wifi-ssid."
        : null;
}
