using System;
using System.Device.Adc;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace Sampler
{
    /// <summary>
    /// Samples an analogue input at an even pace and uploads what has come together. The network may be away for as long as it
    /// likes: sampling goes on, the newest values are kept, and uploading is tried again, later each time.
    /// </summary>
    public static class Program
    {
        private const int Period = 100;
        private const int BatchLength = 10;
        private const int FirstPause = 500;
        private const int LongestPause = 60000;

        private static readonly int[] s_samples = new int[BatchLength * 4];
        private static int s_first;
        private static int s_count;

        /// <summary>Where samples go: a line of numbers, answered by the line "ok".</summary>
        public static string Host { get; set; } = "localhost";

        /// <summary>The server's port.</summary>
        public static int Port { get; set; } = 7100;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            loop.CreateTask(SampleAsync(), "sample");
            loop.CreateTask(UploadAsync(), "upload");
            loop.RunForever();
        }

        // Even: the next time is counted from the last one, not from now.
        private static async Coroutine SampleAsync()
        {
            EventLoop loop = EventLoop.Current;
            AdcChannel input = new AdcController().OpenChannel(0);
            int next = loop.Ticks;

            for (; ; )
            {
                Keep(input.ReadValue());
                next += Period;
                int left = next - loop.Ticks;
                await Coroutine.Delay(left > 0 ? left : 0);
            }
        }

        private static async Coroutine UploadAsync()
        {
            int pause = FirstPause;

            for (; ; )
            {
                if (s_count < BatchLength)
                {
                    await Coroutine.Delay((BatchLength - s_count) * Period);
                    continue;
                }

                try
                {
                    await SendAsync(BatchLength).WaitAsync(5000);
                    pause = FirstPause;
                    continue;
                }
                catch (SocketException e)
                {
                    Console.WriteLine("network error " + e.ErrorCode + ", again in " + pause + " ms");
                }
                catch (IOException)
                {
                    Console.WriteLine("no confirmation, again in " + pause + " ms");
                }
                catch (TimeoutException)
                {
                    Console.WriteLine("no confirmation in time, again in " + pause + " ms");
                }

                await Coroutine.Delay(pause);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }

        // What is taken out is what the server has confirmed.
        private static async Coroutine SendAsync(int count)
        {
            AsyncStream stream = await Tcp.OpenConnectionAsync(Host, Port);

            try
            {
                int first = s_first;
                string line = "";

                for (int i = 0; i < count; i++)
                {
                    line += s_samples[(first + i) % s_samples.Length] + " ";
                }

                await stream.WriteAsync(line + "\n");

                if (await stream.ReadLineAsync(80) != "ok")
                {
                    throw new IOException();
                }

                Drop(first, count);
                Console.WriteLine("uploaded " + count);
            }
            finally
            {
                stream.Dispose();
            }
        }

        private static void Keep(int value)
        {
            if (s_count == s_samples.Length)
            {
                s_first = (s_first + 1) % s_samples.Length;
                s_count--;
            }

            s_samples[(s_first + s_count) % s_samples.Length] = value;
            s_count++;
        }

        // While the answer came, the oldest of them may have made room for new ones.
        private static void Drop(int first, int count)
        {
            int gone = (s_first - first + s_samples.Length) % s_samples.Length;

            if (gone < count)
            {
                s_first = (first + count) % s_samples.Length;
                s_count -= count - gone;
            }
        }
    }
}
