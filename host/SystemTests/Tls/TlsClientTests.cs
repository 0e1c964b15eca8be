using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;
using Xunit;
using static UAsyncio.SystemTests.Tls.DeviceTlsServer;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>A device's client that speaks TLS, and servers of the desktop's.</summary>
    public sealed class TlsClientTests
    {
        private const string Line = "drawer";

        public TlsClientTests()
        {
            // The authorities that another test has stored would be trusted too.
            Device.Restart();
        }

        [Theory]
        [InlineData(Tls12, SslProtocols.Tls12)]
        [InlineData(Tls13, SslProtocols.Tls13)]
        [InlineData(Tls12 | Tls13, SslProtocols.Tls12)]
        [InlineData(Tls12 | Tls13, SslProtocols.Tls13)]
        public void It_speaks(int offered, SslProtocols served)
        {
            using DesktopTlsServer server = new(Certificates.Server, served);
            Assert.Equal(Line, DeviceTlsClient.Ask(server.Port, protocols: offered));
        }

        [Theory]
        [InlineData(Tls12, SslProtocols.Tls13)]
        [InlineData(Tls13, SslProtocols.Tls12)]
        public void Versions_that_do_not_meet_are_told(int offered, SslProtocols served)
        {
            using DesktopTlsServer server = new(Certificates.Server, served);
            Assert.Equal(DeviceTlsClient.RefusedByPeer, DeviceTlsClient.Ask(server.Port, protocols: offered));
        }

        [Fact]
        public void Unless_told_otherwise_it_speaks_1_2()
        {
            using DesktopTlsServer server = new(Certificates.Server, SslProtocols.Tls13);
            Assert.Equal(DeviceTlsClient.RefusedByPeer, DeviceTlsClient.Ask(server.Port, protocols: null));
        }

        [Fact]
        public void The_name_is_that_of_the_host_unless_another_is_given()
        {
            using (DesktopTlsServer server = new(Certificates.Server))
            {
                Assert.Equal(Line, DeviceTlsClient.Ask(server.Port, name: null));
            }

            using (DesktopTlsServer server = new(Certificates.Elsewhere))
            {
                Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, name: null));
            }
        }

        [Theory]
        [InlineData(Tls12)]
        [InlineData(Tls13)]
        public void A_server_that_a_stranger_has_signed_is_refused(int protocols)
        {
            using DesktopTlsServer server = new(Certificates.Server);
            Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, Certificates.Stranger, protocols: protocols));
        }

        [Theory]
        [InlineData(Tls12)]
        [InlineData(Tls13)]
        public void A_server_of_another_name_is_refused(int protocols)
        {
            using DesktopTlsServer server = new(Certificates.Server);
            Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, name: "other.test", protocols: protocols));
        }

        [Theory]
        [InlineData(Tls12)]
        [InlineData(Tls13)]
        public void A_server_whose_time_is_over_is_refused(int protocols)
        {
            using DesktopTlsServer server = new(Certificates.Expired);
            Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, protocols: protocols));
        }

        [Theory]
        [InlineData(Tls12)]
        [InlineData(Tls13)]
        public void A_server_whose_certificate_is_for_clients_is_refused(int protocols)
        {
            using DesktopTlsServer server = new(Certificates.ServerForClients);
            Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, protocols: protocols));
        }

        [Theory]
        [InlineData("Authority", Line)]
        [InlineData("Middle", Line)]
        [InlineData("Stranger", DeviceTlsClient.Refused)]
        public void Between_a_server_and_who_is_trusted_there_may_be_others_whom_the_server_shows(string trusted, string answer)
        {
            using DesktopTlsServer server = new(async client =>
            {
                await using SslStream stream = new(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(Certificates.ServerOfMiddle.Loaded, [Certificates.Middle.Loaded], offline: true),
                });
                await stream.CopyToAsync(stream);
            });
            Certificates.Pem authority = trusted == "Authority" ? Certificates.Authority : trusted == "Middle" ? Certificates.Middle : Certificates.Stranger;
            Assert.Equal(answer, DeviceTlsClient.Ask(server.Port, authority, protocols: Tls12));
        }

        [Fact]
        public void Without_verification_any_server_will_do()
        {
            using DesktopTlsServer server = new(Certificates.Expired);
            Assert.Equal(Line, DeviceTlsClient.Ask(server.Port, Certificates.Stranger, name: "other.test", verify: false));
        }

        [Theory]
        [InlineData(Tls12)]
        [InlineData(Tls13)]
        public void Megabyte_goes_both_ways(int protocols)
        {
            using DesktopTlsServer server = new(Certificates.Server);
            Assert.Equal(1_000_000, DeviceTlsClient.Echo(server.Port, 1_000_000, protocols));
        }

        [Fact]
        public void Connection_goes_on_in_TLS_after_a_plain_line()
        {
            using DesktopTlsServer server = new(StartTlsAsync);
            Assert.Equal(Line, DeviceTlsClient.Ask(server.Port, startTls: true));
        }

        [Fact]
        public void Connection_that_goes_on_in_TLS_wants_the_servers_name()
        {
            using DesktopTlsServer server = new(StartTlsAsync);
            Assert.Equal(DeviceTlsClient.Refused, DeviceTlsClient.Ask(server.Port, name: "elsewhere.test", startTls: true));
        }

        [Fact]
        public void A_server_that_closes_during_the_handshake_is_told()
        {
            using DesktopTlsServer server = new(client => client.GetStream().ReadExactlyAsync(new byte[20]).AsTask());

            // Closing with input that nobody has read resets: which of the two it is, is the network's.
            Assert.StartsWith("Tls5 ", DeviceTlsClient.Ask(server.Port));
        }

        [Fact]
        public void A_server_that_resets_during_the_handshake_is_told()
        {
            using DesktopTlsServer server = new(client =>
            {
                client.LingerState = new LingerOption(true, 0);
                return client.GetStream().ReadExactlyAsync(new byte[20]).AsTask();
            });
            Assert.StartsWith("Tls5 ", DeviceTlsClient.Ask(server.Port));
        }

        [Fact]
        public void A_server_that_speaks_another_protocol_is_told()
        {
            using DesktopTlsServer server = new(async client =>
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("220 mail.test says hello, whoever you are\r\n"));
                await client.GetStream().CopyToAsync(Stream.Null);
            });
            Assert.StartsWith("Tls4 ", DeviceTlsClient.Ask(server.Port));
        }

        [Fact]
        public void Where_nobody_listens_it_is_the_sockets_error()
        {
            int port;

            using (DesktopTlsServer server = new(_ => Task.CompletedTask))
            {
                port = server.Port;
            }

            Assert.Equal("Socket 10061", DeviceTlsClient.Ask(port));
        }

        private static async Task StartTlsAsync(TcpClient client)
        {
            byte[] line = new byte[10];
            await client.GetStream().ReadExactlyAsync(line);
            Assert.Equal("STARTTLS\r\n"u8.ToArray(), line);
            await client.GetStream().WriteAsync("go\r\n"u8.ToArray());
            await using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(Certificates.Server.Loaded);
            await stream.CopyToAsync(stream);
        }
    }
}
