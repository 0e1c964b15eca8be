using System;
using System.Collections.Generic;
using System.Threading;

namespace UAsyncio.Benchmarks
{
    /// <summary>
    /// Operations over sockets, with this program as the client, on the device's thread: of the library, or of the same work
    /// by hand.
    /// </summary>
    public static class ServerOperations
    {
        /// <summary>The library's programs.</summary>
        public const string Library = "ServerBenchmarks";

        /// <summary>The library's HTTP server.</summary>
        public const string LibraryHttp = "HttpBenchmarks";

        /// <summary>State machines written by hand.</summary>
        public const string ByHand = "ByHand.ByHandBenchmarks";

        /// <summary>What the client asks.</summary>
        public const string Request = "GET /hello?x=1 HTTP/1.1\r\nHost: 192.168.1.20\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n";

        // Another in one character.
        private const string OtherRequest = "GET /hello?x=2 HTTP/1.1\r\nHost: 192.168.1.20\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n";

        private const string Upgrade = "GET / HTTP/1.1\r\nHost: 192.168.1.20\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

        private const int Few = 17;

        /// <summary>Passes until the next event of <see cref="Window"/>: 2 of its 4 ms, by a device that does a pass in a quarter of one.</summary>
        public const int PassesToEvent = 8;

        private const int PassesPerMillisecond = 4;

        /// <summary>A client from accept to close, by a handler that does nothing.</summary>
        public static Operation Accept(string program)
        {
            using Peer peer = new();
            return With(peer.Connect, () => DeviceCode.Measure(program, "Accept", 1, 10 * Few, []));
        }

        /// <summary>A read of so many bytes that are there.</summary>
        public static Operation Read(string program, int size)
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

            return Rounds(peer, Act, program, "Read", size, times);
        }

        /// <summary>A read of so many bytes that come while it waits.</summary>
        /// <param name="program">Whose.</param>
        /// <param name="size">How many.</param>
        /// <param name="weigh">Weighs what waits.</param>
        public static Operation Wait(string program, int size, Func<int> weigh)
        {
            using Peer peer = new();
            int held = 0;
            int sent = 0;
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                    sent = 0;
                }
                else
                {
                    if (held == 0 && sent > 0)
                    {
                        held = weigh();
                    }

                    peer.Send(size);
                    Thread.Sleep(1);
                    sent++;
                }
            }

            return Rounds(peer, Act, program, "Wait", size, Few) with { Held = held };
        }

        /// <summary>A write of so many bytes to a client that takes them.</summary>
        public static Operation Write(string program, int size)
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

            return Rounds(peer, Act, program, "Write", size, Few);
        }

        /// <summary>What a turn of the loop costs more when 8 reads wait beside it.</summary>
        public static Operation PassBeside8()
        {
            List<Peer> peers = new();
            try
            {
                Operation beside = With(Act, () => DeviceCode.Measure(Library, "Parked", 1, 100, []));
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

        /// <summary>A read that comes within the window after the one before.</summary>
        /// <returns>It, and how often the device slept over all of them.</returns>
        public static (Operation Cost, int Sleeps) Window()
        {
            using Peer peer = new();
            int asked = 0;
            int sleeps = 0;
            int last = 0;
            DeviceCode.OnTicks = () =>
            {
                asked++;
                if (peer.IsConnected && asked - last == PassesToEvent)
                {
                    peer.Send(1);
                    last = asked;
                }

                return asked / PassesPerMillisecond;
            };
            Operation cost = Rounds(peer, Act, Library, "Window", null, Few);
            DeviceCode.OnTicks = null;
            return (cost, sleeps);

            void Act()
            {
                if (peer.IsConnected)
                {
                    sleeps++;
                }
                else
                {
                    peer.Connect();
                    last = asked;
                }
            }
        }

        /// <summary>A request on a connection that is kept, with its response.</summary>
        /// <param name="program">Whose.</param>
        /// <param name="weigh">Weighs a connection that waits for its next request.</param>
        /// <param name="changes">Whether each request differs from the last one.</param>
        public static Operation HttpRequest(string program, Func<int> weigh, bool changes = false)
        {
            using Peer peer = new();
            int held = 0;
            int requests = 0;
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                    requests = 0;
                    return;
                }

                if (held == 0 && requests > 0)
                {
                    held = weigh();
                }

                peer.Drain();
                peer.Send(changes && requests % 2 == 1 ? OtherRequest : Request);
                requests++;
            }

            return Rounds(peer, Act, program, "Request", null, 5 * Few) with { Held = held };
        }

        /// <summary>A message of 64 bytes on a WebSocket, masked as a browser's is, that is sent back.</summary>
        public static Operation WebSocketEcho(bool text)
        {
            using Peer peer = new();
            bool isOpen = false;
            byte[] frame = new byte[2 + 4 + 64];
            frame[0] = (byte)(text ? 0x81 : 0x82);
            frame[1] = 0x80 | 64;
            frame[2] = 0x5A;
            void Act()
            {
                if (!peer.IsConnected)
                {
                    peer.Connect();
                    isOpen = false;
                    return;
                }

                peer.Drain();

                if (isOpen)
                {
                    peer.Send(frame);
                }
                else
                {
                    peer.Send(Upgrade);
                    isOpen = true;
                }
            }

            return Rounds(peer, Act, "WebSocketBenchmarks", "Echo", null, 5 * Few);
        }

        // Each run of the device code listens anew; a port does not tell, for the next run may get the same.
        private static Operation Rounds(Peer peer, Action act, string program, string method, int? size, int times)
        {
            int run = 0;
            return With(
                () =>
                {
                    if (run != DeviceCode.Runs)
                    {
                        run = DeviceCode.Runs;
                        peer.Dispose();
                    }

                    act();
                },
                () => DeviceCode.Measure(program, method, 1, times, size == null ? [] : [size]));
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
