using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>A stream's reads and writes over a transport that costs nothing.</summary>
    public static class StreamBenchmarks
    {
        /// <summary>Reads of what is there.</summary>
        public static void Read(int size, int times)
        {
            Run(ReadAsync(new AsyncStream(new FakeTransport()), size, times));
        }

        /// <summary>Writes of what fits.</summary>
        public static void Write(int size, int times)
        {
            Run(WriteAsync(new AsyncStream(new FakeTransport()), size, times));
        }

        internal static async Coroutine ReadAsync(AsyncStream stream, int size, int times)
        {
            byte[] buffer = new byte[size];

            for (int i = 0; i < times; i++)
            {
                await stream.ReadAsync(buffer, 0, size);
            }
        }

        internal static async Coroutine WriteAsync(AsyncStream stream, int size, int times)
        {
            byte[] buffer = new byte[size];

            for (int i = 0; i < times; i++)
            {
                await stream.WriteAsync(buffer, 0, size);
            }
        }

        private static void Run(Coroutine coroutine)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller());
            loop.Run(coroutine);
            loop.Close();
        }
    }
}
