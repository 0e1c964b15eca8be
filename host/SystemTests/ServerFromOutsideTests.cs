using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>More clients than a device has sockets: they are the desktop's, the server is the device's.</summary>
    public sealed class ServerFromOutsideTests
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

        [Fact]
        public async Task Vector_burst()
        {
            using DeviceServer server = new("echo", connections: 0);
            string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => EchoAsync(server, $"Hello {i}"))).WaitAsync(2 * s_limit);
            Assert.Equal(Enumerable.Range(0, 100).Select(i => $"Hello {i}"), answers);
            Assert.Equal("alive", await EchoAsync(server, "alive").WaitAsync(s_limit));
        }

        [Fact]
        public async Task Vector_heavy()
        {
            const int Lines = 100_000;
            using DeviceServer server = new("lines", connections: 30);
            await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => ReadLinesAsync(server, Lines, pause: i)))).WaitAsync(4 * s_limit);
        }

        [Fact]
        public async Task Silent_clients_do_not_disturb_the_others()
        {
            using DeviceServer server = new("echo", connections: 0);
            List<NetworkStream> silent = [];

            for (int i = 0; i < 7; i++)
            {
                silent.Add(await server.ConnectAsync());
            }

            for (int i = 0; i < 20; i++)
            {
                Assert.Equal("others", await EchoAsync(server, "others").WaitAsync(s_limit));
            }

            foreach (NetworkStream stream in silent)
            {
                Assert.Equal("at last", await EchoAsync(stream, "at last").WaitAsync(s_limit));
                stream.Dispose();
            }
        }

        [Fact]
        public async Task A_client_that_sends_byte_by_byte_does_not_disturb_the_others()
        {
            using DeviceServer server = new("echo", connections: 0);
            using NetworkStream slow = await server.ConnectAsync();
            byte[] line = Encoding.ASCII.GetBytes("one byte at a time\r\n");

            foreach (byte b in line)
            {
                await slow.WriteAsync(new[] { b });
                await Task.Delay(3);
                Assert.Equal("others", await EchoAsync(server, "others").WaitAsync(s_limit));
            }

            Assert.Equal("one byte at a time", await new StreamReader(slow).ReadLineAsync().WaitAsync(s_limit));
        }

        [Fact]
        public async Task Clients_that_reset_at_every_stage_leave_the_server_alive()
        {
            using DeviceServer server = new("echo", connections: 0);

            for (int i = 0; i < 40; i++)
            {
                NetworkStream stream = await server.ConnectAsync();
                await stream.WriteAsync(Encoding.ASCII.GetBytes("a line\r\nhalf a line"[..(i % 19)]));
                Reset(stream);
            }

            Assert.Equal("alive", await EchoAsync(server, "alive").WaitAsync(s_limit));
            Assert.True(SpinWait.SpinUntil(() => DeviceServer.Connections == 0, s_limit));
        }

        [Fact]
        public async Task A_reset_reaches_the_reader_once_as_error_10054()
        {
            using DeviceServer server = new("errors", connections: 0);

            for (int i = 1; i <= 3; i++)
            {
                NetworkStream stream = await server.ConnectAsync();
                Assert.Equal(1, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(s_limit));
                Reset(stream);
                string expected = string.Join(' ', Enumerable.Repeat("10054", i));
                Assert.True(SpinWait.SpinUntil(() => DeviceServer.Errors == expected, s_limit), DeviceServer.Errors);
            }
        }

        [Fact]
        public async Task A_client_that_does_not_read_stops_its_own_answer_only()
        {
            using DeviceServer server = new("lines", connections: 4);
            using NetworkStream stuck = await server.ConnectAsync();
            await stuck.WriteAsync(Encoding.ASCII.GetBytes("1000000\n"));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => ReadLinesAsync(server, 2000, pause: 0))).WaitAsync(2 * s_limit);

            // The server is closed with it still there.
        }

        // The stream itself would end the connection in order first.
        private static void Reset(NetworkStream stream)
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Dispose();
        }

        private static async Task<string> EchoAsync(DeviceServer server, string line)
        {
            using NetworkStream stream = await server.ConnectAsync();
            return await EchoAsync(stream, line);
        }

        private static async Task<string> EchoAsync(NetworkStream stream, string line)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
            return await new StreamReader(stream, leaveOpen: true).ReadLineAsync() ?? "end";
        }

        // Slowly: a pause now and then, at another place for each.
        private static async Task ReadLinesAsync(DeviceServer server, int count, int pause)
        {
            using NetworkStream stream = await server.ConnectAsync();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{count}\n"));
            using StreamReader reader = new(stream, Encoding.ASCII, false, 4096);

            for (int i = 0; i < count; i++)
            {
                string? line = await reader.ReadLineAsync();
                Assert.NotNull(line);
                Assert.Equal(63, line.Length);
                Assert.Equal(i, int.Parse(line.AsSpan(0, 7)));

                if (i % 1000 == pause)
                {
                    await Task.Delay(1);
                }
            }

            Assert.Null(await reader.ReadLineAsync());
        }
    }
}
