using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;
using Xunit;
using static UAsyncio.SystemTests.Tls.DeviceTlsServer;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>A device's server that speaks TLS, and clients of the desktop's.</summary>
    public sealed class TlsServerTests
    {
        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public async Task It_speaks(SslProtocols protocol)
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client, protocol);
            Assert.Equal(protocol, stream.SslProtocol);
            await EchoAsync(stream);
        }

        [Theory]
        [InlineData(Tls12, SslProtocols.Tls13)]
        [InlineData(Tls13, SslProtocols.Tls12)]
        public async Task Versions_that_do_not_meet_are_refused(int offered, SslProtocols wanted)
        {
            using DeviceTlsServer server = new(protocols: offered);
            using TcpClient client = await server.ConnectAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => server.SecureAsync(client, wanted));
            await server.UntilAsync(() => server.Errors == NotTls && server.Connections == 0);
        }

        [Fact]
        public async Task Without_a_certificate_it_refuses_every_client()
        {
            using DeviceTlsServer server = new(Certificates.None);
            using TcpClient client = await server.ConnectAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => server.SecureAsync(client));
            await server.UntilAsync(() => server.Errors == NotTls && server.Connections == 0);
        }

        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public async Task Megabyte_goes_both_ways(SslProtocols protocol)
        {
            using DeviceTlsServer server = new();
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client, protocol);
            await EchoAsync(stream, 1_000_000);
        }

        [Fact]
        public async Task Connection_goes_on_in_TLS_after_a_plain_line()
        {
            using DeviceTlsServer server = new(startTls: true);
            using TcpClient client = await server.ConnectAsync();
            await client.GetStream().WriteAsync("STARTTLS\r\n"u8.ToArray());
            byte[] answer = new byte[4];
            await client.GetStream().ReadExactlyAsync(answer).AsTask().WaitAsync(DeviceTlsServer.Limit);
            Assert.Equal("go\r\n"u8.ToArray(), answer);
            using SslStream stream = await server.SecureAsync(client);
            await DeviceTlsServer.EchoAsync(stream, 20000);
        }

        [Fact]
        public async Task Two_hundred_connections_one_after_another_leave_nothing_behind()
        {
            using DeviceTlsServer server = new();

            for (int i = 0; i < 200; i++)
            {
                using TcpClient client = await server.ConnectAsync();
                await using SslStream stream = await server.SecureAsync(client);
                await EchoAsync(stream);
            }

            await server.UntilAsync(() => server.Connections == 0);
            Assert.Equal("", server.Errors);
        }

        [Fact]
        public async Task A_record_larger_than_the_receive_window_is_read()
        {
            Device.Preset = DevicePreset.Esp32 with { ReceiveWindow = 2920 };

            try
            {
                using DeviceTlsServer server = new();
                using TcpClient client = await server.ConnectAsync();
                await using SslStream stream = await server.SecureAsync(client);
                await EchoAsync(stream, 40_000);
            }
            finally
            {
                Device.Preset = DevicePreset.Esp32;
            }
        }

        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public async Task A_client_with_the_certificate_that_is_wanted_is_served(SslProtocols protocol)
        {
            using DeviceTlsServer server = new(clientCertificates: true);
            using TcpClient client = await server.ConnectAsync();
            await using SslStream stream = await server.SecureAsync(client, protocol, Certificates.Client.Loaded);
            await EchoAsync(stream);
        }

        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public Task A_client_whose_certificate_a_stranger_has_signed_is_refused(SslProtocols protocol) => AssertRefusedAsync(protocol, Certificates.StrangeClient.Loaded, Refused);

        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public Task A_client_whose_certificate_is_for_servers_is_refused(SslProtocols protocol) => AssertRefusedAsync(protocol, Certificates.ClientForServers.Loaded, Refused);

        [Theory]
        [InlineData(SslProtocols.Tls12)]
        [InlineData(SslProtocols.Tls13)]
        public Task A_client_without_the_certificate_that_is_wanted_is_refused(SslProtocols protocol) => AssertRefusedAsync(protocol, null, Missing);

        private static async Task AssertRefusedAsync(SslProtocols protocol, X509Certificate2? certificate, string error)
        {
            using DeviceTlsServer server = new(clientCertificates: true);
            using TcpClient client = await server.ConnectAsync();
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using SslStream stream = await server.SecureAsync(client, protocol, certificate);
                await EchoAsync(stream);
            });
            await server.UntilAsync(() => server.Errors == error && server.Connections == 0);
        }
    }
}
