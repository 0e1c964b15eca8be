using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    public sealed class PageTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        [Fact]
        public async Task Page_is_html_with_all_that_it_shows()
        {
            using HttpClient client = new() { BaseAddress = device.Url, Timeout = PcProgram.Patience };
            using HttpResponseMessage response = await client.GetAsync("/", TestContext.Current.CancellationToken);
            string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.StartsWith("<!DOCTYPE html>", page);
            Assert.EndsWith("</html>", page);

            foreach (string id in (string[])["note", "led", "board", "network", "broker", "uptime", "sensor", "heap", "late", "requests", "connections", "lost", "freeSlots", "freeTimers", "on", "dark", "blink", "log", "chart"])
            {
                Assert.Contains($"id=\"{id}\"", page);
            }

            Assert.Contains("'/api/live'", page);
            Assert.Contains("'/api/state'", page);
            Assert.Contains("'/api/led'", page);
        }

        [Fact]
        public async Task Page_is_small_and_sent_once()
        {
            HttpReply reply = await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            using MemoryStream compressed = new();

            using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                gzip.Write(Encoding.Latin1.GetBytes(reply.Body));
            }

            Assert.InRange(compressed.Length, 1, 16 * 1024);
            HttpReply again = await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + reply["ETag"] + "\r\n\r\n");
            Assert.Equal(304, again.Status);
            Assert.Equal(string.Empty, again.Body);
        }

        [Fact]
        public async Task Page_is_not_for_the_frames_of_other_pages()
        {
            HttpReply reply = await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal("DENY", reply["X-Frame-Options"]);
        }

        [Fact]
        public async Task Page_needs_nothing_from_elsewhere()
        {
            HttpReply reply = await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.DoesNotContain("http://", reply.Body);
            Assert.DoesNotContain("https://", reply.Body);
            Assert.DoesNotContain(" src=", reply.Body);
        }

        [Theory]
        [InlineData("/")]
        [InlineData("/api/state")]
        public async Task Head_is_answered_as_get_without_a_body(string path)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            HttpReply head = await connection.ReceiveAsync(toHead: true);
            Assert.Equal(200, head.Status);
            Assert.True(head.Length > 100);
            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());

            HttpReply get = await device.AskAsync("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(get["Content-Type"], head["Content-Type"]);
            Assert.Equal(get.Length, get.Body.Length);
        }

        [Fact]
        public async Task Error_to_head_has_no_body_either()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync("HEAD /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            HttpReply head = await connection.ReceiveAsync(toHead: true);
            Assert.Equal(404, head.Status);
            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
        }

        [Theory]
        [InlineData("/?", 200)]
        [InlineData("/?a=b&c", 200)]
        [InlineData("/api/state?x=/api/led", 200)]
        [InlineData("/?a?b", 200)]
        [InlineData("/api/state/", 404)]
        [InlineData("/API/state", 404)]
        [InlineData("//", 404)]
        [InlineData("/%61pi/state", 200)]
        [InlineData("/api%2Fstate", 404)]
        [InlineData("/%", 400)]
        [InlineData("/api/../", 404)]
        [InlineData("/#", 400)]
        public async Task Query_is_no_part_of_the_path(string target, int status)
        {
            HttpReply reply = await device.AskAsync("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(status, reply.Status);
        }

        [Theory]
        [InlineData("POST", "/", "GET, HEAD, OPTIONS")]
        [InlineData("DELETE", "/", "GET, HEAD, OPTIONS")]
        [InlineData("PUT", "/api/state", "GET, HEAD, OPTIONS")]
        [InlineData("get", "/", "GET, HEAD, OPTIONS")]
        [InlineData("GET", "/api/led", "POST, OPTIONS")]
        [InlineData("HEAD", "/api/led", "POST, OPTIONS")]
        public async Task Other_method_is_answered_by_405_with_those_allowed(string method, string path, string allowed)
        {
            HttpReply reply = await device.AskAsync(method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(405, reply.Status);
            Assert.Equal(allowed, reply["Allow"]);
            Assert.True(reply.KeepsAlive);
        }

        [Fact]
        public async Task Connection_is_kept_after_404()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);

            for (int i = 0; i < 3; i++)
            {
                await connection.SendAsync("GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
                HttpReply reply = await connection.ReceiveAsync();
                Assert.Equal(404, reply.Status);
                Assert.True(reply.KeepsAlive);
            }
        }
    }
}
