using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;
using static UAsyncio.SystemTests.Tls.DeviceTlsServer;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>
    /// What clients do to a device's server that speaks TLS: they are silent, stop half way, reset, or speak something else. It costs them their
    /// connection, and nobody else anything.
    /// </summary>
    public sealed class TlsAbuseTests
    {
        // What the loop does meanwhile is shown by its ticks: so many.
        private const int Some = 20;

        [Fact]
        public async Task Beside_four_silent_clients_the_loop_ticks_and_a_fifth_is_served()
        {
            using DeviceTlsServer server = new();
            List<TcpClient> silent = [];

            for (int i = 0; i < 4; i++)
            {
                silent.Add(await server.ConnectAsync());
            }

            await server.UntilAsync(() => server.Connections == 4);
            int ticks = server.Ticks;
            await server.UntilAsync(() => server.Ticks >= ticks + Some);

            using (TcpClient fifth = await server.ConnectAsync())
            {
                await using SslStream stream = await server.SecureAsync(fifth);
                await EchoAsync(stream);
            }

            Assert.Equal("", server.Errors);
            silent.ForEach(client => client.Dispose());
            await server.UntilAsync(() => server.Connections == 0 && server.Errors == string.Join(" ", Enumerable.Repeat(PeerClosed, 4)));
        }

        [Fact]
        public async Task A_silent_client_is_dropped_when_its_time_is_up()
        {
            using DeviceTlsServer server = new(helloTimeout: 50);
            using TcpClient client = await server.ConnectAsync();
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Limit));
            await server.UntilAsync(() => server.Errors == TimedOut);
        }

        [Fact]
        public async Task Silent_clients_take_no_place()
        {
            using DeviceTlsServer server = new(connections: 2);
            using TcpClient first = await server.ConnectAsync();
            using TcpClient second = await server.ConnectAsync();
            await server.UntilAsync(() => server.Connections == 2);
            using TcpClient third = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(third);
            await EchoAsync(stream);
            Assert.Equal(3, server.Connections);
            Assert.False(first.GetStream().DataAvailable || second.GetStream().DataAvailable);
        }

        [Fact]
        public async Task Clients_that_reset_in_their_hello_are_gone_at_once()
        {
            using DeviceTlsServer server = new(connections: 2);
            byte[] hello = await HelloAsync();

            for (int i = 0; i < 8; i++)
            {
                using TcpClient client = await server.ConnectAsync();
                client.LingerState = new LingerOption(true, 0);
                await client.GetStream().WriteAsync(hello.AsMemory(0, hello.Length / 2));
            }

            // Their time for a hello is a minute, and the clock is not put on.
            await server.UntilAsync(() => server.Connections == 0);
            using TcpClient next = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(next);
            await EchoAsync(stream);
        }

        [Fact]
        public async Task A_record_longer_than_TLS_allows_ends_its_connection_before_it_is_waited_for()
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client);
            await EchoAsync(stream);
            int ticks = server.Ticks;
            await client.GetStream().WriteAsync(new byte[] { 0x17, 3, 3, 0xFF, 0xFF });
            await server.UntilAsync(() => server.Connections == 0 && server.Errors == NotTls);
            await server.UntilAsync(() => server.Ticks >= ticks + Some);
        }

        [Fact]
        public async Task A_client_that_says_goodbye_and_stays_has_ended_for_whoever_reads_again()
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client);
            await EchoAsync(stream);
            await stream.ShutdownAsync();
            await server.UntilAsync(() => server.Connections == 0);
            Assert.Equal("", server.Errors);
        }

        [Fact]
        public async Task A_record_that_was_changed_on_its_way_fails_each_read_of_a_client_that_stays()
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client);
            await EchoAsync(stream);
            await client.GetStream().WriteAsync(new byte[] { 0x17, 3, 3, 0, 64 }.Concat(new byte[64]).ToArray());
            await server.UntilAsync(() => server.Connections == 0 && server.Errors == "SocketException");
        }

        [Fact]
        public async Task Half_a_hello_stops_nobody()
        {
            using DeviceTlsServer server = new(helloTimeout: 400);
            using TcpClient half = await server.ConnectAsync();
            byte[] hello = await HelloAsync();
            await half.GetStream().WriteAsync(hello.AsMemory(0, hello.Length / 2));
            await server.UntilAsync(() => server.Connections == 1);
            int ticks = server.Ticks;
            await server.UntilAsync(() => server.Ticks >= ticks + Some);
            await server.UntilAsync(() => server.Errors == TimedOut && server.Connections == 0);
        }

        [Fact]
        public async Task A_hello_that_comes_byte_by_byte_is_answered()
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            byte[] hello = await HelloAsync();

            foreach (byte b in hello)
            {
                await client.GetStream().WriteAsync(new[] { b });
            }

            byte[] record = new byte[1];
            await client.GetStream().ReadExactlyAsync(record).AsTask().WaitAsync(Limit);
            Assert.Equal(22, record[0]);
        }

        [Theory]
        [InlineData("GET / HTTP/1.1\r\n\r\n")]
        [InlineData("\u0016\u0002")]
        [InlineData("\u0016\u0003\u0001\u0000\u0010\u000b\u0000\u0000\u000c")]
        [InlineData("\u0016\u0003\u0001\u0000\u0010\u0001\u0000\u0001\u0000")]
        public async Task What_is_no_hello_is_refused_at_once(string bytes)
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await client.GetStream().WriteAsync(bytes.Select(c => (byte)c).ToArray());
            await server.UntilAsync(() => server.Errors == NotTls && server.Connections == 0);
        }

        [Fact]
        public async Task A_client_that_resets_during_the_handshake_leaves_the_server_alive()
        {
            using DeviceTlsServer server = new();
            byte[] hello = await HelloAsync();

            using (TcpClient client = await server.ConnectAsync())
            {
                client.LingerState = new LingerOption(true, 0);
                await client.GetStream().WriteAsync(hello);
                await client.GetStream().ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(Limit);
            }

            await server.UntilAsync(() => server.Errors == PeerClosed);
            using TcpClient next = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(next);
            await EchoAsync(stream);
        }

        [Fact]
        public async Task A_client_that_stops_in_the_middle_of_a_record_stops_nobody()
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            HaltingStream halting = new(client.GetStream());
            await using SslStream stream = await HaltAsync(halting, 60);
            int ticks = server.Ticks;
            await server.UntilAsync(() => server.Ticks >= ticks + Some);

            using (TcpClient other = await server.ConnectAsync())
            {
                await using SslStream second = await server.SecureAsync(other);
                await EchoAsync(second);
            }

            await halting.SendRestAsync();
            await stream.ReadExactlyAsync(new byte[100]).AsTask().WaitAsync(Limit);
        }

        [Theory]
        [InlineData(3)]
        [InlineData(40)]
        public async Task A_record_that_never_becomes_whole_ends_its_connection(int bytes)
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await HaltAsync(new HaltingStream(client.GetStream()), bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            int ticks = server.Ticks;
            await server.UntilAsync(() => server.Ticks >= ticks + Some);
            Assert.Equal(1, server.Connections);
            server.Hurry(30000);
            await server.UntilAsync(() => server.Connections == 0 && server.Errors == "SocketException");
        }

        // A client that sends so many bytes of a record of 100.
        private static async Task<SslStream> HaltAsync(HaltingStream halting, int bytes)
        {
            SslStream stream = new(halting, false, (_, _, _, _) => true);
            await stream.AuthenticateAsClientAsync("device.test").WaitAsync(Limit);
            halting.HaltsAfter = bytes;
            await stream.WriteAsync(new byte[100]);
            return stream;
        }

        // A hello of the desktop's, caught on its way.
        private static async Task<byte[]> HelloAsync()
        {
            using MemoryStream sent = new();
            await using SslStream stream = new(new CaughtStream(sent));
            await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsClientAsync("device.test"));
            return sent.ToArray();
        }
    }
}
