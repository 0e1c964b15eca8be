using System;
using System.Device.Adc;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

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

        // Full, the oldest gives way.
        private static readonly AsyncQueue s_samples = new AsyncQueue(3 * BatchLength, dropOldest: true);

        /// <summary>Where samples go: a JSON array of numbers, posted.</summary>
        public static string Url { get; set; } = "http://localhost:7100/samples";

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
                s_samples.TryPut(input.ReadValue());
                next += Period;
                int left = next - loop.Ticks;
                await Coroutine.Delay(left > 0 ? left : 0);
            }
        }

        private static async Coroutine UploadAsync()
        {
            HttpClient client = new HttpClient();

            for (; ; )
            {
                StringBuilder batch = new StringBuilder("[");

                for (int i = 0; i < BatchLength; i++)
                {
                    object sample = await s_samples.GetAsync();
                    batch.Append(i == 0 ? "" : ",").Append(sample.ToString());
                }

                await UploadAsync(client, batch.Append("]").ToString());
                Console.WriteLine("uploaded " + BatchLength + ", dropped so far: " + s_samples.Dropped);
            }
        }

        // Until the server has it.
        private static async Coroutine UploadAsync(HttpClient client, string batch)
        {
            for (int pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
            {
                string problem;

                try
                {
                    using (HttpResponse response = await client.PostAsync(Url, "application/json", batch))
                    {
                        if (response.IsSuccess)
                        {
                            return;
                        }

                        problem = "status " + response.StatusCode;
                    }
                }
                catch (SocketException e)
                {
                    problem = "network error " + e.ErrorCode;
                }
                catch (TimeoutException)
                {
                    problem = "no answer in time";
                }
                catch (HttpException)
                {
                    problem = "no HTTP";
                }

                Console.WriteLine(problem + ", again in " + pause + " ms");
                await Coroutine.Delay(pause);
            }
        }
    }
}
