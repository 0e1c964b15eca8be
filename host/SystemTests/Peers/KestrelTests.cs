using System.Threading.Tasks;
using UAsyncio.SystemTests.Tls;
using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>The device's clients of HTTP, HTTPS, ws and wss, and ASP.NET Core.</summary>
    public sealed class KestrelTests
    {
        private const string Refused = "Tls1";

        [Fact]
        public async Task A_connection_is_kept_for_the_next_requests()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.Equal("200 hello by http, 200 hello by http, 200 hello by http, 1 kept", DeviceWeb.Get($"http://127.0.0.1:{kestrel.Port}/", 3));
            Assert.Equal(1, kestrel.Connections);
        }

        [Fact]
        public async Task HTTPS_is_spoken_with_a_server_of_the_authority()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.Equal("200 hello by https, 200 hello by https, 1 kept", DeviceWeb.Get($"https://127.0.0.1:{kestrel.TlsPort}/", 2));
            Assert.Equal("200 hello by https, 1 kept", DeviceWeb.Get($"https://127.0.0.1:{kestrel.TlsPort}/", name: "device.test"));
        }

        [Fact]
        public async Task HTTPS_is_refused_where_the_authority_or_the_name_is_another()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.Equal(Refused, DeviceWeb.Get($"https://127.0.0.1:{kestrel.TlsPort}/", authority: Certificates.Stranger));
            Assert.Equal(Refused, DeviceWeb.Get($"https://127.0.0.1:{kestrel.TlsPort}/", name: "other.test"));
            await using Kestrel elsewhere = await Kestrel.StartAsync(Certificates.Elsewhere);
            Assert.Equal(Refused, DeviceWeb.Get($"https://127.0.0.1:{elsewhere.TlsPort}/"));
            await using Kestrel expired = await Kestrel.StartAsync(Certificates.Expired);
            Assert.Equal(Refused, DeviceWeb.Get($"https://127.0.0.1:{expired.TlsPort}/"));
        }

        [Fact]
        public async Task Events_are_not_waited_for_from_a_server_that_is_refused()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            string url = $"https://127.0.0.1:{kestrel.TlsPort}/events";
            Assert.Equal("hello by https", DeviceWeb.Listen(url));
            Assert.Equal(Refused, DeviceWeb.Listen(url, Certificates.Stranger));
            Assert.Equal(Refused, DeviceWeb.Listen(url, name: "other.test"));
        }

        [Fact]
        public async Task A_redirect_leads_from_HTTP_to_HTTPS_and_not_back()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.StartsWith("200 hello by https, ", DeviceWeb.Get($"http://127.0.0.1:{kestrel.Port}/to?url=https://127.0.0.1:{kestrel.TlsPort}/"));
            Assert.Equal("HTTP 508", DeviceWeb.Get($"https://127.0.0.1:{kestrel.TlsPort}/to?url=http://127.0.0.1:{kestrel.Port}/"));
        }

        [Theory]
        [InlineData(false, 0)]
        [InlineData(false, 10000)]
        [InlineData(true, 10000)]
        public async Task A_chunked_body_is_sent_and_a_chunked_answer_read(bool isSecure, int size)
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            string url = isSecure ? $"https://127.0.0.1:{kestrel.TlsPort}/count" : $"http://127.0.0.1:{kestrel.Port}/count";
            Assert.Equal($"200 chunked {size} right", DeviceWeb.Post(url, size));
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task A_WebSocket_echoes_text_and_fragments_and_closes(bool isSecure)
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.Equal("grüß dich, 5000, 5000 bytes, 1000", DeviceWeb.Echo(isSecure ? kestrel.TlsPort : kestrel.Port, "/echo", 5000, isSecure));
        }

        [Fact]
        public async Task A_WebSocket_is_refused_where_the_server_is_another_or_has_none()
        {
            await using Kestrel kestrel = await Kestrel.StartAsync();
            Assert.Equal(Refused, DeviceWeb.Echo(kestrel.TlsPort, "/echo", 10, true, Certificates.Stranger));
            Assert.Equal(Refused, DeviceWeb.Echo(kestrel.TlsPort, "/echo", 10, true, name: "other.test"));
            Assert.Equal("WebSocket 200", DeviceWeb.Echo(kestrel.Port, "/", 10, false));
            Assert.Equal("WebSocket 404", DeviceWeb.Echo(kestrel.Port, "/nowhere", 10, false));
        }
    }
}
