using System.Threading.Tasks;
using Xunit;
using static UAsyncio.SystemTests.Tls.DeviceTlsServer;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>A device's TLS, and the command openssl on the other side: another implementation, which sends the alerts that it should.</summary>
    public sealed class OpenSslTests
    {
        private const string RefusedByPeer = "Tls3";

        [Theory]
        [InlineData("-tls1_2")]
        [InlineData("-tls1_3")]
        public void Its_client_is_served(string version)
        {
            using DeviceTlsServer server = new();
            using OpenSsl client = new(Connect(server) + version);
            client.After("Verify return code: 0 (ok)");
            client.Say("over there");
            client.After("over there");
        }

        [Theory]
        [InlineData("-tls1_2")]
        [InlineData("-tls1_3")]
        public void Its_client_shows_its_certificate(string version)
        {
            using DeviceTlsServer server = new(clientCertificates: true);
            using OpenSsl client = new(Connect(server) + "-cert client.pem -key client.key " + version);
            client.Say("over there");
            client.After("over there");
        }

        [Theory]
        [InlineData("-tls1_2")]
        [InlineData("-tls1_3")]
        public async Task Its_client_that_does_not_trust_the_server_says_so(string version)
        {
            using DeviceTlsServer server = new(Certificates.Expired);
            using OpenSsl client = new(Connect(server) + version);
            client.After("certificate has expired");
            client.WaitForExit();
            await server.UntilAsync(() => server.Errors == RefusedByPeer && server.Connections == 0);
            Assert.Contains("Accept", server.Failed);
        }

        [Fact]
        public async Task Its_client_that_updates_its_key_and_falls_silent_is_dropped_and_stops_nobody()
        {
            using DeviceTlsServer server = new();
            using OpenSsl silent = new(Connect(server) + "-tls1_3");
            silent.After("Verify return code: 0 (ok)");
            silent.Say("first");
            silent.After("first");
            silent.Say("K");
            await server.UntilAsync(() => server.Connections == 0);
            using OpenSsl other = new(Connect(server) + "-tls1_3");
            other.Say("over there");
            other.After("over there");
        }

        [Theory]
        [InlineData("-tls1_2")]
        [InlineData("-tls1_3")]
        public void Its_server_answers(string version)
        {
            using OpenSsl server = OpenSsl.Serve("-rev " + version, out int port);
            Assert.Equal("reward", DeviceTlsClient.Ask(port));
        }

        [Theory]
        [InlineData("-tls1_2", "reward")]
        [InlineData("-tls1_3", "reward")]
        public void Its_server_takes_a_certificate(string version, string answer)
        {
            using OpenSsl server = OpenSsl.Serve("-Verify 1 -verify_return_error -rev " + version, out int port);
            Assert.Equal(answer, DeviceTlsClient.Ask(port, certificate: Certificates.Client));
        }

        // In 1.3 the client is done before the server has seen that there is no certificate: the first read tells.
        [Theory]
        [InlineData("-tls1_2", DeviceTlsClient.RefusedByPeer)]
        [InlineData("-tls1_3", "Socket -1")]
        public void Its_server_misses_a_certificate(string version, string answer)
        {
            using OpenSsl server = OpenSsl.Serve("-Verify 1 -verify_return_error -rev " + version, out int port);
            Assert.Equal(answer, DeviceTlsClient.Ask(port));
        }

        [Theory]
        [InlineData("-tls1_2", DeviceTlsClient.RefusedByPeer)]
        [InlineData("-tls1_3", "Socket -1")]
        public void Its_server_refuses_a_certificate_that_a_stranger_has_signed(string version, string answer)
        {
            using OpenSsl server = OpenSsl.Serve("-Verify 1 -verify_return_error -rev " + version, out int port);
            Assert.Equal(answer, DeviceTlsClient.Ask(port, certificate: Certificates.StrangeClient));
        }

        private static string Connect(DeviceTlsServer server)
        {
            return "s_client -connect 127.0.0.1:" + server.Port + " -servername device.test -verify_hostname device.test -CAfile authority.pem -verify_return_error ";
        }
    }
}
