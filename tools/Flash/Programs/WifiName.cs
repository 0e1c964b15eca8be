using System.Text;

namespace UAsyncio.Flash.Programs;

/// <summary>The name of a Wi-Fi network.</summary>
public static class WifiName
{
    private const int MaxBytes = 32;

    /// <summary>What is wrong with a name that no network can have; null for a good one.</summary>
    public static string? Fault(string name)
    {
        int bytes = Encoding.UTF8.GetByteCount(name);
        return string.IsNullOrWhiteSpace(name) ? "A Wi-Fi network's name is not empty: check --wifi-ssid."
            : name.Contains('\uFFFD') ? "The Wi-Fi network's name is no UTF-8: check --wifi-ssid and the terminal's encoding."
            : bytes > MaxBytes ? $"A Wi-Fi network's name has at most {MaxBytes} bytes of UTF-8, and this one {bytes}: check --wifi-ssid."
            : null;
    }
}
