using System;
using System.Threading;
using nanoFramework.Networking;

namespace UAsyncio.Boards
{
    /// <summary>What an ESP32 has of its own: Wi-Fi, 16 sockets, and its pins.</summary>
    internal static class Hardware
    {
        internal const string Network = "Wi-Fi";

        // Of 16 sockets: the listening one takes another, and some are left for the app.
        internal const int MaxConnections = 8;
        internal const bool ButtonPressedIsHigh = false;

        // The first prefix that fits.
        private static readonly string[] s_targets = { "ESP32_C3", "ESP32_C5", "ESP32_C6", "" };
        private static readonly Pins[] s_pins = { new Pins(3, 9), new Pins(8, 28), new Pins(3, 9), new Pins(2, 0) };

        internal static int NetworkStatus => (int)WifiNetworkHelper.Status;

        internal static Exception NetworkFailure => WifiNetworkHelper.HelperException;

        // With the name and password in the device's configuration: nothing secret is in the program.
        internal static bool Connect(CancellationToken timeout) => WifiNetworkHelper.Reconnect(requiresDateTime: true, token: timeout);

        // By nanoFramework's target name: one binary for every ESP32.
        internal static Pins PinsOf(string target)
        {
            int i = 0;

            while (!target.StartsWith(s_targets[i]))
            {
                i++;
            }

            return s_pins[i];
        }
    }
}
