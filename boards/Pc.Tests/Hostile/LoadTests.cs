using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    /// <summary>A hundred clients at once: every one of 2,000 requests is served, and nothing of it stays.</summary>
    public abstract class LoadTests(RunningDevice device)
    {
        private const int Clients = 100;
        private const int RequestsEach = 20;

        private static readonly Stopwatch s_patience = Stopwatch.StartNew();

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task No_request_of_a_hundred_clients_is_lost(bool keepAlive)
        {
            int before = (await device.StateAsync()).Requests;
            int good = 0;
            TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task[] clients = Enumerable.Range(0, Clients).Select(_ => AskAsync()).ToArray();
            start.SetResult();
            await Task.WhenAll(clients);
            Assert.Equal(Clients * RequestsEach, good);
            await device.AssertNothingLeftAsync();
            Assert.InRange((await device.StateAsync()).Requests, before + good, int.MaxValue);
            Assert.Equal(string.Empty, device.Program.Errors);
            Assert.DoesNotContain("Exception", device.Program.Output);

            async Task AskAsync()
            {
                using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 1, UseProxy = false };
                using HttpClient client = new(handler) { BaseAddress = device.Url, Timeout = 5 * PcProgram.Patience };
                client.DefaultRequestHeaders.ConnectionClose = !keepAlive;
                await start.Task;

                for (int i = 0; i < RequestsEach; i++)
                {
                    using HttpResponseMessage response = await GetAsync(client, i % 2 == 0 ? "/" : "/api/state");
                    string body = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                    Assert.EndsWith(i % 2 == 0 ? "</html>" : "}", body);
                    Interlocked.Increment(ref good);
                }
            }
        }

        // A client that is silent for half a second loses its connection to others, and on a busy machine every client is.
        // What it sends at that moment is reset, and sent again, as every client of HTTP does.
        private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path)
        {
            for (; ; )
            {
                try
                {
                    return await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                }
                catch (HttpRequestException exception) when (exception.InnerException is IOException && s_patience.Elapsed < 5 * PcProgram.Patience)
                {
                    await Task.Yield();
                }
            }
        }

        [Fact]
        public async Task A_thousand_connections_one_after_the_other_leave_nothing()
        {
            for (int i = 0; i < 1000; i++)
            {
                HttpReply reply = await device.AskAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n" + (i % 2 == 0 ? "" : "Connection: close\r\n") + "\r\n");
                Assert.Equal(200, reply.Status);
            }

            await device.AssertNothingLeftAsync();
        }
    }
}
