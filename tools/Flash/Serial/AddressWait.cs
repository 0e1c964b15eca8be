using System;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace UAsyncio.Flash.Serial;

/// <summary>Waits for the line in which the app tells its address.</summary>
public static partial class AddressWait
{
    /// <summary>Waits, and prints what the app writes meanwhile.</summary>
    /// <returns>The address: http://… or https://….</returns>
    /// <exception cref="FlashException">It did not come; the message says what to do.</exception>
    public static string Wait(string portName, int baudRate, TimeSpan patience, Surroundings surroundings)
    {
        using ISerialPort port = surroundings.Ports.Open(portName, baudRate);
        DeviceConsole console = new(port, surroundings.Canceled);
        Stopwatch waited = Stopwatch.StartNew();

        while (console.ReadLine(patience - waited.Elapsed) is string line)
        {
            surroundings.Output.WriteLine("    " + line);
            Match address = Address().Match(line);

            if (address.Success)
            {
                return address.Value;
            }
        }

        throw new FlashException(
            console.Ended ? "The app has ended without telling its address: what it wrote above says why."
            : console.Answered ? $"The app runs, but told no address within {patience.TotalSeconds:0} s. Check the network: the Wi-Fi's name and password (2.4 GHz only), or the Ethernet cable; a longer --wait may help."
            : $"The device is silent at {baudRate} baud: press its reset button, or try --console-baud 115200.");
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
