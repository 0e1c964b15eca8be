using System;
using System.Collections.Generic;
using System.Threading;

namespace UAsyncio.Benchmarks
{
    /// <summary>Operations over sockets, with this program as the client.</summary>
    public static class ServerOperations
    {
        /// <summary>What the client asks.</summary>
        public const string Request = "GET /hello?x=1 HTTP/1.1\r\nHost: 192.168.1.20\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n";

        private const string Class = "ServerBenchmarks";
        private const int Few = 17;
        private const int Parked = 8;

        /// <summary>A client from accept to close, by a handler that does nothing.</summary>
        public static Operation Accept()
        {
            using Peer peer = new();
            return With(peer.Connect, () => DeviceCode.Measure(Class, "Accept", 1, 10 * Few, []));
        }

        /// <summary>A read of so many bytes that are there.</summary>
        public static Operation Read(int size)
        {
            using Peer peer = new();
            int times = size > 2000 ? 2 : Few;
            bool sent = false;
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                    sent = false;
                }
                else if (!sent)
                {
                    peer.Send(2 * times * size);
                    Thread.Sleep(20);
                    sent = true;
                }
            }

            return Rounds(peer, Act, "Read", size, times);
        }

        /// <summary>A read of so many bytes that come while it waits.</summary>
        public static Operation Wait(int size)
        {
            using Peer peer = new();
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                }
                else
                {
                    peer.Send(size);
                    Thread.Sleep(1);
                }
            }

            return Rounds(peer, Act, "Wait", size, Few);
        }

        /// <summary>A write of so many bytes to a client that takes them.</summary>
        public static Operation Write(int size)
        {
            using Peer peer = new();
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                }
                else
                {
                    peer.Drain();
                    Thread.Sleep(1);
                }
            }

            return Rounds(peer, Act, "Write", size, Few);
        }

        /// <summary>What a turn of the loop costs more when 8 reads wait beside it.</summary>
        public static Operation PassBeside8()
        {
            List<Peer> peers = new();
            try
            {
                Operation beside = With(Act, () => DeviceCode.Measure(Class, "Parked", 1, 100, []));
                return beside - DeviceCode.Measure("SchedulerBenchmarks", "Yield", 1, 1);
            }
            finally
            {
                peers.ForEach(peer => peer.Dispose());
            }

            void Act()
            {
                Peer peer = new();
                peers.Add(peer);
                peer.Connect();
            }
        }

        /// <summary>A request on a connection that is kept, with its response.</summary>
        /// <param name="served">Called when a request was answered and the connection waits for the next.</param>
        public static Operation HttpRequest(Action? served = null)
        {
            Peer peer = new();
            int port = 0;
            bool asked = false;
            void Act()
            {
                if (port != DeviceCode.Port)
                {
                    port = DeviceCode.Port;
                    peer.Connect();
                    asked = false;
                    return;
                }

                if (asked)
                {
                    served?.Invoke();
                }

                peer.Drain();
                peer.Send(Request);
                asked = true;
            }

            using (peer)
            {
                return With(Act, () => DeviceCode.Measure("HttpBenchmarks", "Request", 1, 5 * Few, []));
            }
        }

        private static Operation Rounds(Peer peer, Action act, string method, int size, int times)
        {
            int port = 0;
            return With(
                () =>
                {
                    if (port != DeviceCode.Port)
                    {
                        port = DeviceCode.Port;
                        peer.Dispose();
                    }

                    act();
                },
                () => DeviceCode.Measure(Class, method, 1, times, [size]));
        }

        private static Operation With(Action onSleep, Func<Operation> measure)
        {
            DeviceCode.OnSleep = onSleep;
            try
            {
                return measure();
            }
            finally
            {
                DeviceCode.OnSleep = null;
            }
        }
    }
}
