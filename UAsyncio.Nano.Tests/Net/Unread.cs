using System.Net;
using System.Net.Sockets;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>What is on its way to a peer that does not read.</summary>
    internal static class Unread
    {
        private static int s_fits;

        /// <summary>
        /// More bytes than that can be: some 25,000 on an ESP32 or STM32. Skips the test where the network takes more than a device has, as a computer's does.
        /// </summary>
        public static int MoreThanFits
        {
            get
            {
                Network.Require();
                const int Most = 500000;
                s_fits = s_fits == 0 ? Measure(Most) : s_fits;

                if (s_fits >= Most)
                {
                    Assert.SkipTest("the network takes " + Most + " bytes that nobody reads");
                }

                // What the virtual device takes grows while nobody reads.
                return s_fits < 20000 ? 2 * s_fits : 200000;
            }
        }

        private static int Measure(int most)
        {
            const int Pauses = 20;
            byte[] part = new byte[1000];
            int sent = 0;

            using (Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            using (Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            {
                listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                listener.Listen(1);
                client.Connect(listener.LocalEndPoint);

                using (Socket peer = listener.Accept())
                {
                    SocketTransport transport = new SocketTransport(peer);

                    // What was sent needs a moment to make room for more.
                    for (int pauses = 0; pauses < Pauses && sent < most;)
                    {
                        int count = transport.Write(part, 0, part.Length);
                        sent += count;

                        if (count == 0)
                        {
                            pauses++;
                            Thread.Sleep(1);
                        }
                    }
                }
            }

            return sent;
        }
    }
}
