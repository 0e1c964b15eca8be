using Answer = UAsyncio.Flash.Tests.Fakes.FakeNanoff.Answer;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>nanoff's answers, as its sources (2.5.162) print them.</summary>
internal static class Recorded
{
    public const uint SystemNetChecksum = 0xD82C1452;

    private const string Header =
        ".NET nanoFramework Firmware Flasher v2.5.162+36317b2a41\nCopyright (C) 2019 .NET Foundation and nanoFramework project contributors\n\n";

    public static Answer Updated { get; } = new(Header + "\n\n");

    public static Answer Erased { get; } = new(Header + "Connected to target via ST-LINK probe 066CFF\nMass erase device...OK\n");

    public static Answer Deployed { get; } = new(Header + "Getting details from nano device...OK\nDeploying managed application...OK\nRebooting...OK\n");

    public static Answer NothingDone { get; } = new(Header + "No operation was performed with the options supplied.\n\nUSAGE:\n");

    // The "No operation" is nanoff's own slip: the settings have been stored.
    public static Answer WifiStored { get; } = new(
        Header + "No operation was performed with the options supplied.\n\nDebug engine created.\nDevice connected and ready for deployment.\n"
        + "Updating network configuration...OK\nUpdating wireless configuration...OK\n");

    public static Answer Hang { get; } = new(Header, -1);

    public static Answer Error(int code, string message) => new($"{Header}Error E{code}: {message}\n", code);

    /// <summary>As an operation at minimal verbosity fails.</summary>
    public static Answer TerseError(int code) => new($"{Header}\nE{code}\n", code);

    public static Answer Booter { get; } = new(
        Header + "\nHAL build info: nanoBooter running @ ST_STM32F769I_DISCOVERY\n  Target:     ST_STM32F769I_DISCOVERY\n  nanoBooter: v1.10.0.5\n  nanoCLR:    v1.12.4.11\n\n");

    public static Answer Details(uint systemNet = SystemNetChecksum, string platform = "ESP32") => new(
        Header + $"""

        HAL build info: nanoCLR running @ ESP32 built with ESP-IDF v5.5.1
          Target:   ESP32_REV3
          Platform: {platform}

        Firmware build Info:
          Date:        Jul  1 2026
          Type:        MinSizeRel build, chip rev. >= 3, support for PSRAM
          CLR Version: 1.12.4.251
          Compiler:    GNU ARM GCC v14.2.0

        Assemblies:
          mscorlib, 1.17.11.0

        Native Assemblies:
          mscorlib v100.5.0.24, checksum 0xCBF6A6CB
          System.Net v100.2.0.12, checksum 0x{systemNet:X8}
          System.Device.Wifi v100.0.6.5, checksum 0x030E2768

        """);
}
