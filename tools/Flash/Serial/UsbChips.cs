using System.Collections.Generic;

namespace UAsyncio.Flash.Serial;

/// <summary>The USB chips of the usual boards, by vendor and product.</summary>
public static class UsbChips
{
    private static readonly Dictionary<string, string> s_products = new()
    {
        ["303a:1001"] = "Espressif's own USB: an ESP32-S3, C3, C5, C6 or H2",
        ["303a:0002"] = "Espressif's own USB: an ESP32-S2",
        ["10c4:ea60"] = "CP210x: usual on ESP32 boards",
        ["1a86:7523"] = "CH340: usual on ESP32 boards",
        ["1a86:55d4"] = "CH9102: usual on ESP32 boards",
        ["1a86:55d3"] = "CH343: usual on ESP32 boards",
        ["0403:6001"] = "FTDI FT232",
        ["0403:6010"] = "FTDI FT2232: an ESP32 board with a debugger (ESP-WROVER-KIT)",
        ["0403:6015"] = "FTDI FT231X",
        ["0483:374b"] = "ST-LINK/V2-1: an STM32 board",
        ["0483:374e"] = "STLINK-V3: an STM32 board",
        ["0483:374f"] = "STLINK-V3: an STM32 board",
        ["0483:5740"] = "an STM32's own USB",
    };

    private static readonly Dictionary<string, string> s_vendors = new()
    {
        ["303a"] = "Espressif",
        ["10c4"] = "Silicon Labs",
        ["1a86"] = "WCH",
        ["0403"] = "FTDI",
        ["0483"] = "STMicroelectronics",
    };

    /// <summary>What a chip is; null when it is not known.</summary>
    /// <param name="vendor">Four hexadecimal digits, in lower case.</param>
    /// <param name="product">Four hexadecimal digits, in lower case.</param>
    public static string? Find(string vendor, string product) =>
        s_products.GetValueOrDefault(vendor + ":" + product) ?? s_vendors.GetValueOrDefault(vendor);
}
