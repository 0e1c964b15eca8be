namespace UAsyncio.Flash.Steps;

/// <summary>What the command line asks for, checked.</summary>
internal sealed record FlashOptions
{
    /// <summary>Take the newest released firmware.</summary>
    public const string LatestFirmware = "latest";

    /// <summary>Leave the firmware as it is.</summary>
    public const string KeepFirmware = "keep";

    public required Board Board { get; init; }

    public required string Port { get; init; }

    /// <summary>nanoFramework's name of the firmware, or null: nanoff chooses it by what an ESP32 says of itself.</summary>
    public string? Target { get; init; }

    /// <summary><see cref="LatestFirmware"/>, <see cref="KeepFirmware"/> or a version.</summary>
    public string Firmware { get; init; } = LatestFirmware;

    public bool MassErase { get; init; }

    public FirmwareInterface Interface { get; init; }

    public string? WifiSsid { get; init; }

    public string? WifiPasswordFile { get; init; }

    /// <summary>An image that is already built, or null.</summary>
    public string? Image { get; init; }

    /// <summary>What does not go together, and why; or null.</summary>
    public string? Contradiction =>
        Board == Board.Stm32 && WifiSsid != null ? "An STM32 board has Ethernet: --wifi-ssid is for Esp32."
        : Firmware == KeepFirmware && MassErase ? "--mass-erase takes the firmware too: do not combine it with --firmware keep."
        : Firmware == KeepFirmware && Target != null ? "--target names the firmware to flash: do not combine it with --firmware keep."
        : WifiPasswordFile != null && WifiSsid == null ? "--wifi-password-file goes with --wifi-ssid."
        : null;
}
