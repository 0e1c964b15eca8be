using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// What clients do to an HTTP server with its defaults, over real sockets: others are served meanwhile, and afterwards nothing is left.
    /// </summary>
    public sealed class AbuseTests
    {
        private const int Slow = 24;
        private const int Resets = 1000;
        private const string Get = "GET /100 HTTP/1.1\r\nHost: device\r\n\r\n";

        // For what hangs only.
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

        private static readonly (string Request, int Status)[] s_oversized =
        [
            ("GET /" + new string('a', 5000) + " HTTP/1.1\r\nHost: device\r\n\r\n", 414),
            ("GET / HTTP/1.1\r\nHost: device\r\nX: " + new string('a', 5000) + "\r\n\r\n", 431),
            ("GET / HTTP/1.1\r\nHost: device\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 100)) + "\r\n", 431),
            ("POST / HTTP/1.1\r\nHost: device\r\nContent-Length: 5000\r\n\r\n" + new string('a', 5000), 413),
            ("POST / HTTP/1.1\r\nHost: device\r\nContent-Length: 99999999999\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: device\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: device\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("100\r\n" + new string('a', 256) + "\r\n", 40)), 413),
            ("POST / HTTP/1.1\r\nHost: device\r\nTransfer-Encoding: chunked\r\n\r\n1;" + new string('x', 5000) + "\r\na\r\n0\r\n\r\n", 400),
        ];

        private readonly ITestOutputHelper _output;

        public AbuseTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public async Task A_hundred_clients_at_once_are_all_answered()
        {
            const int Clients = 100;
            using DeviceHttpServer server = new();
            int requests = 0;

            foreach (int _ in Trial.Rounds(1))
            {
                await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskAsync(server, i)))).WaitAsync(s_limit);
                requests += Clients;
            }

            await server.IsAsBeforeAsync();
            Trial.Report("100 HTTP clients at once", requests, "clients served", _output.WriteLine);
        }

        [Theory]
        [InlineData("head", "GET /100 HTTP/1.1\r\nHost: device\r\nX: ")]
        [InlineData("body", "POST / HTTP/1.1\r\nHost: device\r\nContent-Length: 4000\r\n\r\n")]
        public async Task Beside_three_times_as_many_slow_ones_as_places_others_are_served(string what, string start)
        {
            using DeviceHttpServer server = new();
            using CancellationTokenSource over = new();
            Task[] slow = [.. Enumerable.Range(0, Slow).Select(_ => DripAsync(server, start, over.Token))];
            int served = 0;

            foreach (int _ in Trial.Rounds(1))
            {
                await server.ServesNextAsync();
                served++;
            }

            await over.CancelAsync();
            await Task.WhenAll(slow).WaitAsync(s_limit);
            await server.IsAsBeforeAsync();
            Trial.Report($"{Slow} clients that send a {what} byte by byte and come back", served, "others served", _output.WriteLine);
        }

        [Fact]
        public async Task A_thousand_that_connect_and_reset_leave_nothing()
        {
            string text = Get + "POST / HTTP/1.1\r\nHost: device\r\nContent-Length: 10\r\n\r\nhalf";
            using DeviceHttpServer server = new();
            int resets = 0;

            foreach (int _ in Trial.Rounds(1))
            {
                for (int i = 0; i < Resets; i++, resets++)
                {
                    DeviceHttpServer.Reset(await server.SendAsync(text[..(i * 7 % text.Length)]));
                }

                await server.IsAsBeforeAsync();
            }

            Trial.Report("connects and resets", resets, "connections", _output.WriteLine);
        }

        [Fact]
        public async Task Beside_those_that_never_read_a_megabyte_others_are_served()
        {
            using DeviceHttpServer server = new();
            List<NetworkStream> stuck = [];
            int served = 0;

            for (int i = 0; i < 3; i++)
            {
                stuck.Add(await server.SendAsync("GET /1000000 HTTP/1.1\r\nHost: device\r\n\r\n"));
            }

            foreach (int _ in Trial.Rounds(30))
            {
                await server.ServesNextAsync();
                served++;
            }

            // Of the last one served it may not have seen the end yet.
            Assert.True(SpinWait.SpinUntil(() => DeviceHttpServer.Connections == 3, TimeSpan.FromSeconds(30)), DeviceHttpServer.Connections + " connections");
            stuck.ForEach(DeviceHttpServer.Reset);
            await server.IsAsBeforeAsync();
            Trial.Report("3 clients that never read a response of 1 MB", served, "others served", _output.WriteLine);
        }

        [Fact]
        public async Task What_is_too_large_is_refused_and_leaves_nothing()
        {
            using DeviceHttpServer server = new();
            int refused = 0;

            foreach (int _ in Trial.Rounds(1))
            {
                foreach ((string request, int status) in s_oversized)
                {
                    using NetworkStream stream = await server.SendAsync(request);
                    int answered = await DeviceHttpServer.StatusAsync(stream);
                    Assert.True(status == answered, answered + " to " + request);
                    DeviceHttpServer.Reset(stream);
                    refused++;
                }

                await server.IsAsBeforeAsync();
            }

            Trial.Report("heads, fields, bodies and chunks that are too large", refused, "requests", _output.WriteLine);
        }

        private static async Task AskAsync(DeviceHttpServer server, int i)
        {
            using HttpClient client = new() { Timeout = s_limit };
            client.DefaultRequestHeaders.ConnectionClose = true;
            Assert.Equal(DeviceHttpServer.Body(i), await client.GetByteArrayAsync(server.Url(i)));
        }

        private static async Task DripAsync(DeviceHttpServer server, string start, CancellationToken over)
        {
            byte[] drop = Encoding.ASCII.GetBytes("x");

            while (!over.IsCancellationRequested)
            {
                try
                {
                    using NetworkStream stream = await server.SendAsync(start);

                    while (!stream.DataAvailable)
                    {
                        await Task.Delay(50, over);
                        await stream.WriteAsync(drop, over);
                    }
                }
                catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
                {
                    // It was thrown out, or it is over.
                }
            }
        }
    }
}
