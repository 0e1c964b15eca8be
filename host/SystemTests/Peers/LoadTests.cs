using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>
    /// ApacheBench asks as fast as it can, with 1 to 100 clients, with and without keep-alive, while a client has a stream of events and another one a WebSocket:
    /// no request is lost, and both go on. Where there is no ab, the test is skipped.
    /// </summary>
    public sealed partial class LoadTests
    {
        private readonly ITestOutputHelper _output;

        public LoadTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public async Task No_request_is_lost_beside_a_stream_of_events_and_a_WebSocket()
        {
            int requests = Trial.IsLong ? 12500 : 250;
            using DeviceWeb server = new();
            using CancellationTokenSource end = new();
            Task<int> listening = ListenAsync(server.Port, end.Token);
            Task<int> talking = TalkAsync(server.Port, end.Token);
            int asked = 0;

            foreach (int clients in (int[])[1, 8, 50, 100])
            {
                foreach (bool keepsAlive in (bool[])[false, true])
                {
                    string output = await AskAsync(requests, clients, keepsAlive, server.Port);
                    Assert.True(NumberIn(Complete(), output) == requests && NumberIn(Failed(), output) == 0 && !output.Contains("Non-2xx", StringComparison.Ordinal), output);
                    _output.WriteLine($"{clients} clients{(keepsAlive ? ", keep-alive" : "")}: {PerSecond().Match(output).Groups[1].Value} requests/s");
                    asked += requests;
                }
            }

            end.Cancel();
            int events = await listening;
            int messages = await talking;
            Assert.True(events > 10 && messages > 10, $"{events} events, {messages} messages");
            Trial.Report("requests of ab beside a stream of events and a WebSocket", asked, "requests", _output.WriteLine);
            _output.WriteLine($"{events} events, {messages} messages");
        }

        [GeneratedRegex(@"Complete requests:\s+(\d+)")]
        private static partial Regex Complete();

        [GeneratedRegex(@"Failed requests:\s+(\d+)")]
        private static partial Regex Failed();

        [GeneratedRegex(@"Requests per second:\s+([\d.]+)")]
        private static partial Regex PerSecond();

        private static int NumberIn(Regex regex, string output)
        {
            return regex.Match(output) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;
        }

        // An answer of another length is a failure: so is a connection that is closed without one.
        private static async Task<string> AskAsync(int requests, int clients, bool keepsAlive, int port)
        {
            ProcessStartInfo start = new("ab", ["-q", "-r", "-s", "100", "-n", $"{requests}", "-c", $"{clients}", .. keepsAlive ? (string[])["-k"] : [], $"http://127.0.0.1:{port}/a?b=c"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            Process process;

            try
            {
                process = Process.Start(start)!;
            }
            catch (Win32Exception)
            {
                Assert.Skip("the command ab is not installed: apt-get install apache2-utils");
                throw;
            }

            using (process)
            {
                Task<string> errors = process.StandardError.ReadToEndAsync();
                string output = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                return output + await errors;
            }
        }

        // Each event has a higher number than the one before: the server drops the oldest for a client that does not read.
        private static async Task<int> ListenAsync(int port, CancellationToken end)
        {
            using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
            using StreamReader reader = new(await client.GetStreamAsync($"http://127.0.0.1:{port}/events", CancellationToken.None));
            int last = -1;
            int count = 0;

            while (!end.IsCancellationRequested)
            {
                string line = await reader.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(DeviceWeb.Limit, CancellationToken.None) ?? throw new EndOfStreamException();

                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    int number = int.Parse(line[6..], CultureInfo.InvariantCulture);
                    Assert.True(number > last, $"{number} behind {last}");
                    last = number;
                    count++;
                }
            }

            return count;
        }

        private static async Task<int> TalkAsync(int port, CancellationToken end)
        {
            using ClientWebSocket socket = new();
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/echo"), CancellationToken.None);
            byte[] sent = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
            byte[] received = new byte[100];

            for (int count = 0; ; count++)
            {
                if (end.IsCancellationRequested)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(DeviceWeb.Limit, CancellationToken.None);
                    return count;
                }

                sent[0] = (byte)count;
                await socket.SendAsync(sent, WebSocketMessageType.Binary, true, CancellationToken.None);
                WebSocketReceiveResult result = await socket.ReceiveAsync(received, CancellationToken.None).WaitAsync(DeviceWeb.Limit, CancellationToken.None);
                Assert.Equal(sent, received[..result.Count]);
            }
        }
    }
}
