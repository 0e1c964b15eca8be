using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.SystemTests.Simulations;
using UAsyncio.NanoProfile;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// An HTTP server that is asked again and again: what is alive on the device's heap, all that its static fields lead to, is the same
    /// each time that its clients have gone.
    /// </summary>
    public sealed class SoakTests
    {
        private const int Clients = 4;
        private const int Samples = 20;

        // An exception that nobody has let go yet, and what is kept of the last request, as long as that was; a byte a request would be more.
        private const int Slack = 1024;

        private static readonly TimeSpan s_limit = TimeSpan.FromHours(10);

        private readonly ITestOutputHelper _output;

        public SoakTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void Requests_in_virtual_time_leave_the_heap_as_it_was()
        {
            int requests = Trial.IsLong ? 1_000_000 : 5000;
            using Simulation simulation = new(1);
            HostProgram server = new(simulation, "UAsyncio.Nano.Tests.Http.HostHttpServer", 80);
            Soak("HTTP server, virtual time", requests, count =>
            {
                for (int i = 0; i < Clients; i++)
                {
                    simulation.Do(() => AskAsync(simulation, count / Clients));
                }

                simulation.RunToEnd(s_limit);
                Assert.True(simulation.RunUntil(() => server.Connections == 0, s_limit), server.Connections + " connections are left");
            });
            server.Stop();
        }

        [Fact]
        public void Requests_over_real_sockets_leave_the_heap_as_it_was()
        {
            int requests = Trial.IsLong ? 100_000 : 2000;
            using DeviceHttpServer server = new();
            Soak("HTTP server, real sockets", requests, count =>
            {
                Task.WaitAll(Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskAsync(server, count / Clients))));
                Assert.True(SpinWait.SpinUntil(() => DeviceHttpServer.Connections == 0, TimeSpan.FromMinutes(1)), DeviceHttpServer.Connections + " connections are left");
            });
        }

        private void Soak(string what, int requests, Action<int> ask)
        {
            // What is made once is there after the first of them.
            ask(requests / 10);
            _ = Profiler.LiveBytes;
            List<long> samples = [];

            for (int i = 0; i < Samples; i++)
            {
                ask(requests / Samples);
                samples.Add(Profiler.LiveBytes);
            }

            Trial.Report("soak: " + what, requests, string.Create(CultureInfo.InvariantCulture, $"requests; alive {samples.Min():N0} to {samples.Max():N0} B in {Samples} samples"), _output.WriteLine);
            Assert.True(samples.Max() - samples.Min() <= Slack, string.Join(' ', samples));
        }

        // Each connection has a few requests; one in ten ends in the middle of one.
        private static async Task AskAsync(Simulation simulation, int requests)
        {
            while (requests > 0)
            {
                SimulatedConnection connection = await simulation.ConnectAsync(80);
                int turns = Math.Min(requests, 1 + simulation.Random.Next(40));
                requests -= turns;

                for (; turns > 0; turns--)
                {
                    await SimulatedClients.AskOnceAsync(simulation, connection, 600);
                }

                if (simulation.Random.Next(10) == 0)
                {
                    connection.Send("POST / HTTP/1.1\r\nHost: device\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.Reset();
                }
                else
                {
                    connection.Close();
                }
            }
        }

        private static async Task AskAsync(DeviceHttpServer server, int requests)
        {
            Random random = new(requests);

            while (requests > 0)
            {
                using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 1 };
                using HttpClient client = new(handler);

                for (int turns = Math.Min(requests, 1 + random.Next(40)); turns > 0; turns--, requests--)
                {
                    byte[] body = DeviceHttpServer.Body(random.Next(600));
                    using HttpResponseMessage response = random.Next(2) == 0
                        ? await client.GetAsync(server.Url(body.Length))
                        : await client.PostAsync(server.Url(0), new ByteArrayContent(body));
                    Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
                }
            }
        }
    }
}
