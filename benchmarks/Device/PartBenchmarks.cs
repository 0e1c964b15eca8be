using System.Device.Gpio;
using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Gpio;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Udp;

namespace Benchmarks.Device
{
    /// <summary>Datagrams, pins, streams into each other, the tasks' list.</summary>
    public static class PartBenchmarks
    {
        /// <summary>The pin whose edges the host makes.</summary>
        public const int Pin = 4;

        private const int Size = 64;

        /// <summary>Datagrams that are sent.</summary>
        public static void Send(int times)
        {
            RunBesideSockets(DatagramsAsync(times, false));
        }

        /// <summary>Datagrams that are sent and received.</summary>
        public static void SendAndReceive(int times)
        {
            RunBesideSockets(DatagramsAsync(times, true));
        }

        /// <summary>Edges that come while it waits.</summary>
        public static void Edge(int times)
        {
            using (GpioPin pin = new GpioController().OpenPin(Pin, PinMode.Input))
            using (PinEdges edges = new PinEdges(pin))
            {
                // Behind the one above: when this has come, that is done.
                pin.ValueChanged += (sender, e) => Host.Edges++;
                RunBesideSockets(EdgesAsync(edges, times));
            }
        }

        /// <summary>A stream that is copied into another, in pieces of 512 bytes.</summary>
        public static void Copy(int times)
        {
            SyncBenchmarks.Run(new AsyncStream(new EndingTransport(times)).CopyToAsync(new AsyncStream(new FakeTransport())));
        }

        /// <summary>Walks over 8 tasks.</summary>
        public static void Walk(int times)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller());
            TaskWatch watch = new TaskWatch(loop);
            AsyncEvent never = new AsyncEvent();

            for (int i = 1; i < 8; i++)
            {
                loop.CreateTask(WaitAsync(never));
            }

            loop.Run(WalkAsync(watch, times));
            loop.Close();
        }

        /// <summary>Coroutines that yield by turns under a watch.</summary>
        public static void WatchedYield(int coroutines, int times)
        {
            EventLoop loop = new EventLoop(coroutines, coroutines, new HostPoller());
            new TaskWatch(loop);

            for (int i = 1; i < coroutines; i++)
            {
                loop.CreateTask(YieldAsync(times));
            }

            loop.Run(YieldAsync(times));
            loop.Close();
        }

        // The clock stands still between two sleeps: a window would never end.
        private static void RunBesideSockets(Coroutine coroutine)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller { Window = 0 });
            loop.Run(coroutine);
            loop.Close();
        }

        private static async Coroutine DatagramsAsync(int times, bool receives)
        {
            byte[] datagram = new byte[Size];

            using (AsyncUdpClient sender = new AsyncUdpClient(IPAddress.Loopback, 0))
            using (AsyncUdpClient receiver = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                IPEndPoint to = new IPEndPoint(IPAddress.Loopback, receiver.Port);

                for (int i = 0; i < times; i++)
                {
                    await sender.SendAsync(datagram, 0, Size, to);

                    if (receives)
                    {
                        await receiver.ReceiveAsync();
                    }
                }
            }
        }

        private static async Coroutine EdgesAsync(PinEdges edges, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await edges.WaitAsync();
            }
        }

        private static async Coroutine WaitAsync(AsyncEvent never)
        {
            await never.WaitAsync();
        }

        private static async Coroutine WalkAsync(TaskWatch watch, int times)
        {
            await Coroutine.Yield();

            for (int i = 0; i < times; i++)
            {
                for (TaskInfo info = watch.First; info != null; info = info.Next)
                {
                }
            }
        }

        private static async Coroutine YieldAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.Yield();
            }
        }
    }
}
