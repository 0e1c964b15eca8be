using System;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware;
using nanoFramework.Runtime.Native;
using UAsyncio.Nano.Net;

namespace UAsyncio.Boards
{
    /// <summary>The demo app on a board; what only one kind of board has is in its Hardware.</summary>
    public static class Program
    {
        private const int HttpPort = 80;
        private const int ConnectTimeout = 60000;
        private const int RestartPause = 5000;

        /// <summary>Serves for ever.</summary>
        public static void Main()
        {
            try
            {
                Start(ConnectTimeout)?.Run(HttpPort);
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception.ToString());
                Console.WriteLine(exception.StackTrace);
            }

            // A router that has lost its power together with the board takes longer to come back; and nobody is there to press RESET.
            Thread.Sleep(RestartPause);
            Power.RebootDevice();
        }

        /// <summary>Brings the network up and makes the app, on the thread that is to run it.</summary>
        /// <param name="connectTimeout">How long to wait for an address and the time of day, in ms.</param>
        /// <returns>The app; null when there is no network, whose reason has been written.</returns>
        public static DemoApp Start(int connectTimeout)
        {
            if (!Connect(connectTimeout))
            {
                return null;
            }

            Pins pins = Hardware.PinsOf(SystemInfo.TargetName);
            Board board = new Board(SystemInfo.TargetName, pins.Led, Hardware.MaxConnections)
            {
                ButtonPin = pins.Button,
                ButtonPressedIsHigh = Hardware.ButtonPressedIsHigh,
                Network = Hardware.Network,
                Address = NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address,
                Uplink = BoardBroker.NewUplink(),
                Tls = BoardCertificate.Pem == null
                    ? null
                    : new TlsServerOptions { Certificate = new X509Certificate2(BoardCertificate.Pem, BoardCertificate.Key, string.Empty) },
            };
            return new DemoApp(board);
        }

        private static bool Connect(int milliseconds)
        {
            Console.WriteLine("Connecting to " + Hardware.Network);
            CancellationTokenSource timeout = new CancellationTokenSource(milliseconds);

            if (Hardware.Connect(timeout.Token))
            {
                return true;
            }

            Console.WriteLine("No " + Hardware.Network + ": status " + Hardware.NetworkStatus);

            if (Hardware.NetworkFailure != null)
            {
                Console.WriteLine(Hardware.NetworkFailure.ToString());
            }

            return false;
        }
    }
}
