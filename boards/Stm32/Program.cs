using System;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;
using UAsyncio.Nano.Net;

namespace UAsyncio.Boards.Stm32
{
    /// <summary>The demo app on an STM32, over Ethernet.</summary>
    public static class Program
    {
        private const int HttpPort = 80;
        private const int ConnectTimeout = 60000;

        // Of 4 sockets: the listening one takes another. More clients wait until one is free.
        private const int MaxConnections = 3;

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

        /// <summary>Brings Ethernet up, its address by DHCP, and makes the app, on the thread that is to run it.</summary>
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
                ButtonPressedIsHigh = true,
                Network = "Ethernet",
                Address = NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address,
                Tls = BoardCertificate.Pem == null
                    ? null
                    : new TlsServerOptions { Certificate = new X509Certificate2(BoardCertificate.Pem, BoardCertificate.Key, string.Empty) },
            };
            return new DemoApp(board);
        }

        private static bool Connect(int milliseconds)
        {
            Console.WriteLine("Connecting to Ethernet");
            CancellationTokenSource timeout = new CancellationTokenSource(milliseconds);

            if (NetworkHelper.SetupAndConnectNetwork(requiresDateTime: true, token: timeout.Token))
            {
                return true;
            }

            Console.WriteLine("No Ethernet: status " + (int)NetworkHelper.Status);

            if (NetworkHelper.HelperException != null)
            {
                Console.WriteLine(NetworkHelper.HelperException.ToString());
            }

            return false;
        }
    }
}
