using System;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;
using UAsyncio.Nano.Net;

namespace UAsyncio.Boards.Esp32
{
    /// <summary>The demo app on an ESP32, over Wi-Fi.</summary>
    public static class Program
    {
        private const int HttpPort = 80;
        private const int ConnectTimeout = 60000;

        // Of 16 sockets: the listening one takes another, and some are left for the app.
        private const int MaxConnections = 8;

        /// <summary>Serves for ever.</summary>
        public static void Main()
        {
            DemoApp app = Start(ConnectTimeout);

            if (app != null)
            {
                app.Run(HttpPort);
            }

            Thread.Sleep(Timeout.Infinite);
        }

        /// <summary>Connects to the stored Wi-Fi network and makes the app, on the thread that is to run it.</summary>
        /// <param name="connectTimeout">How long to wait for an address and the time of day, in ms.</param>
        /// <returns>The app; null when there is no network, whose reason has been written.</returns>
        public static DemoApp Start(int connectTimeout)
        {
            if (!Connect(connectTimeout))
            {
                return null;
            }

            Pins pins = Pins.Of(SystemInfo.TargetName);
            Board board = new Board(SystemInfo.TargetName, pins.Led, MaxConnections)
            {
                ButtonPin = pins.Button,
                Network = "Wi-Fi",
                Address = NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address,
                Tls = BoardCertificate.Pem == null
                    ? null
                    : new TlsServerOptions { Certificate = new X509Certificate2(BoardCertificate.Pem, BoardCertificate.Key, string.Empty) },
            };
            return new DemoApp(board);
        }

        // With the name and password in the device's configuration: nothing secret is in the program.
        private static bool Connect(int milliseconds)
        {
            Console.WriteLine("Connecting to Wi-Fi");
            CancellationTokenSource timeout = new CancellationTokenSource(milliseconds);

            if (WifiNetworkHelper.Reconnect(requiresDateTime: true, token: timeout.Token))
            {
                return true;
            }

            Console.WriteLine("No Wi-Fi: status " + (int)WifiNetworkHelper.Status);

            if (WifiNetworkHelper.HelperException != null)
            {
                Console.WriteLine(WifiNetworkHelper.HelperException.ToString());
            }

            return false;
        }
    }
}
