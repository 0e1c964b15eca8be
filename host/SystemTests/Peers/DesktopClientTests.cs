using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>The device's server of HTTP, HTTPS, ws and wss, and .NET's own clients.</summary>
    public sealed class DesktopClientTests
    {
        [Fact]
        public async Task HTTP_leads_to_HTTPS_with_path_and_query()
        {
            using DeviceWeb server = new(redirects: true);
            using HttpClient client = NewClient(followsRedirects: false);
            using HttpResponseMessage response = await client.GetAsync($"http://127.0.0.1:{server.Port}/a%20b?c=d");
            Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
            Assert.Equal($"https://127.0.0.1:{server.TlsPort}/a%20b?c=d", response.Headers.Location!.OriginalString);
            using HttpClient following = NewClient(followsRedirects: true);
            Assert.Equal("https GET /a%20b?c=d", await following.GetStringAsync($"http://127.0.0.1:{server.Port}/a%20b?c=d"));

            // 308: the method stays.
            using HttpResponseMessage posted = await following.PostAsync($"http://127.0.0.1:{server.Port}/p", new StringContent("x"));
            Assert.Equal("https POST /p?", await posted.Content.ReadAsStringAsync());
        }

        [Fact]
        public async Task Without_it_both_are_served()
        {
            using DeviceWeb server = new();
            using HttpClient client = NewClient(followsRedirects: false);
            Assert.Equal("http GET /?", await client.GetStringAsync($"http://127.0.0.1:{server.Port}/"));
            Assert.Equal("https GET /?", await client.GetStringAsync($"https://127.0.0.1:{server.TlsPort}/"));
        }

        // What is decrypted already is not in the socket any more: the second one, where the first fills the buffer that it is read into.
        [Theory]
        [InlineData(127)]
        [InlineData(128)]
        [InlineData(129)]
        public async Task Requests_in_one_record_of_TLS_are_both_answered(int length)
        {
            using DeviceWeb server = new();
            using CancellationTokenSource patience = new(DeviceWeb.Limit);
            using TcpClient client = new("127.0.0.1", server.TlsPort);
            using SslStream stream = new(client.GetStream(), false, (_, certificate, _, errors) => DeviceWeb.Trusts(new(certificate!), errors));
            await stream.AuthenticateAsClientAsync("127.0.0.1");
            const string Rest = "GET /1 HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
            string first = Rest.Insert(Rest.Length - 4, new string('x', length - Rest.Length));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(first + "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), patience.Token);
            using StreamReader reader = new(stream);
            string answers = await reader.ReadToEndAsync(patience.Token);
            Assert.Contains("https GET /1?", answers);
            Assert.Contains("https GET /2?", answers);
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task A_WebSocket_echoes_text_and_fragments_and_closes(bool isSecure)
        {
            using DeviceWeb server = new();
            using CancellationTokenSource patience = new(DeviceWeb.Limit);
            using ClientWebSocket socket = new();
            socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => DeviceWeb.Trusts(new(certificate!), errors);
            await socket.ConnectAsync(new Uri(isSecure ? $"wss://127.0.0.1:{server.TlsPort}/echo" : $"ws://127.0.0.1:{server.Port}/echo"), patience.Token);
            await socket.SendAsync(Encoding.UTF8.GetBytes("grüß dich"), WebSocketMessageType.Text, true, patience.Token);
            (byte[] text, WebSocketMessageType type) = await ReceiveAsync(socket, patience.Token);
            Assert.Equal("grüß dich", Encoding.UTF8.GetString(text));
            Assert.Equal(WebSocketMessageType.Text, type);
            byte[] sent = [.. Enumerable.Range(0, 20000).Select(i => (byte)(i % 251))];
            Task sending = SendAsync(socket, sent, patience.Token);
            (byte[] received, type) = await ReceiveAsync(socket, patience.Token);
            await sending;
            Assert.Equal(sent, received);
            Assert.Equal(WebSocketMessageType.Binary, type);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", patience.Token);
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
            Assert.Equal(WebSocketState.Closed, socket.State);
        }

        // Of a page that came without TLS anybody on the way may be the author.
        [Theory]
        [InlineData(false, "http", true)]
        [InlineData(false, "https", true)]
        [InlineData(true, "https", true)]
        [InlineData(true, "http", false)]
        public async Task A_page_of_the_same_host_may_open_a_WebSocket_unless_only_the_socket_is_secure(bool isSecure, string page, bool isLetIn)
        {
            using DeviceWeb server = new();
            using CancellationTokenSource patience = new(DeviceWeb.Limit);
            using ClientWebSocket socket = new();
            int port = isSecure ? server.TlsPort : server.Port;
            socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => DeviceWeb.Trusts(new(certificate!), errors);
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.SetRequestHeader("Origin", $"{page}://127.0.0.1:{port}");
            Task connecting = socket.ConnectAsync(new Uri($"{(isSecure ? "wss" : "ws")}://127.0.0.1:{port}/echo"), patience.Token);

            if (isLetIn)
            {
                await connecting;
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            else
            {
                await Assert.ThrowsAsync<WebSocketException>(() => connecting);
                Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
            }
        }

        private static HttpClient NewClient(bool followsRedirects) => new(new HttpClientHandler
        {
            AllowAutoRedirect = followsRedirects,
            ServerCertificateCustomValidationCallback = (_, certificate, _, errors) => DeviceWeb.Trusts(certificate!, errors),
        })
        {
            Timeout = DeviceWeb.Limit,
        };

        private static async Task SendAsync(ClientWebSocket socket, byte[] bytes, CancellationToken patience)
        {
            await socket.SendAsync(bytes.AsMemory(0, 7000), WebSocketMessageType.Binary, false, patience);
            await socket.SendAsync(bytes.AsMemory(7000), WebSocketMessageType.Binary, true, patience);
        }

        private static async Task<(byte[] Bytes, WebSocketMessageType Type)> ReceiveAsync(ClientWebSocket socket, CancellationToken patience)
        {
            byte[] buffer = new byte[30000];

            for (int count = 0; ;)
            {
                ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(count), patience);
                count += result.Count;

                if (result.EndOfMessage)
                {
                    return (buffer[..count], result.MessageType);
                }
            }
        }
    }
}
