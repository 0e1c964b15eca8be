using System;
using System.Threading;
using nanoFramework.Networking;

namespace UAsyncio.Boards
{
    /// <summary>What an STM32 has of its own: Ethernet, 4 sockets, and its pins.</summary>
    internal static class Hardware
    {
        internal const string Network = "Ethernet";

        // Of 4 sockets: the listening one takes another. More clients wait until one is free.
        internal const int MaxConnections = 3;
        internal const bool ButtonPressedIsHigh = true;

        // LD1 and B1 of every NUCLEO-144.
        private static readonly Pins s_nucleo144 = new Pins(Number('B', 0), Number('C', 13));

        // LED1 of the PALTHREE; its button is left alone, since which level means pressed is not documented.
        private static readonly Pins s_palthree = new Pins(Number('G', 6), -1);

        // LD2 and B1 of the F769I Discovery.
        private static readonly Pins s_discovery = new Pins(Number('J', 5), Number('A', 0));

        internal static int NetworkStatus => (int)NetworkHelper.Status;

        internal static Exception NetworkFailure => NetworkHelper.HelperException;

        // The address by DHCP.
        internal static bool Connect(CancellationToken timeout) => NetworkHelper.SetupAndConnectNetwork(requiresDateTime: true, token: timeout);

        // By nanoFramework's target name: one binary for every board of the table.
        internal static Pins PinsOf(string target)
        {
            return target.StartsWith("ST_NUCLEO144") ? s_nucleo144
                : target == "ORGPAL_PALTHREE" ? s_palthree
                : s_discovery;
        }

        // nanoFramework numbers STM32 pins through, 16 a port.
        private static int Number(char port, int pin) => (port - 'A') * 16 + pin;
    }
}
