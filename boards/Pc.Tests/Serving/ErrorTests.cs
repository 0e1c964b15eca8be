using System.Linq;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>What the server refuses: it says why, closes, and serves on.</summary>
    public sealed class ErrorTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        [Theory]
        [InlineData("GET\r\n\r\n")]
        [InlineData("\n\n")]
        [InlineData("GET /\r\n\r\n")]
        [InlineData("GET  / HTTP/1.1\r\n\r\n")]
        [InlineData("GET /  HTTP/1.1\r\n\r\n")]
        [InlineData(" GET / HTTP/1.1\r\n\r\n")]
        [InlineData("GET HTTP/1.1\r\n\r\n")]
        [InlineData("GET / a HTTP/1.1\r\n\r\n")]
        [InlineData("GET api HTTP/1.1\r\n\r\n")]
        [InlineData("GET\t/\tHTTP/1.1\r\n\r\n")]
        [InlineData("GET / HTTP/1.\r\n\r\n")]
        [InlineData("GET / HTTP/1.x\r\n\r\n")]
        [InlineData("GET / HTTP/1.1 \r\n\r\n")]
        [InlineData("GET / HTTP/1.1x\r\n\r\n")]
        [InlineData("GET / HTTP/1.1 HTTP/1.1\r\n\r\n")]
        [InlineData("GET / http/1.1\r\n\r\n")]
        [InlineData("GET / FTP/1.1\r\n\r\n")]
        [InlineData("/ HTTP/1.1\r\n\r\n")]
        [InlineData("G\0T / HTTP/1.1\r\n\r\n")]
        [InlineData("GET /\0 HTTP/1.1\r\n\r\n")]
        [InlineData("\0\0\0\0\r\n\r\n")]
        public async Task Malformed_request_line_is_answered_by_400(string request)
        {
            await AssertRefusedAsync(request, 400);
        }

        [Theory]
        [InlineData("nonsense")]
        [InlineData("X")]
        [InlineData("X[]: 1")]
        [InlineData("X\u007f: 1")]
        [InlineData("X: \u0001")]
        [InlineData("\u00c3\u00a4: x")]
        [InlineData(": no name")]
        [InlineData("X: a\r\n folded")]
        [InlineData("X Transfer-Encoding: chunked")]
        [InlineData("X: a\rContent-Length: 5")]
        [InlineData("X: a\r")]
        [InlineData("X: a\r\n\tfolded: b")]
        [InlineData("X : a")]
        [InlineData("Content-Length : 5")]
        [InlineData("Content-Length\t: 5")]
        [InlineData("X: a\0b")]
        [InlineData("X: a\0\r\nContent-Length: 3")]
        public async Task Malformed_header_field_is_answered_by_400(string field)
        {
            await AssertRefusedAsync("GET / HTTP/1.1\r\nHost: b\r\n" + field + "\r\n\r\n", 400);
        }

        [Theory]
        [InlineData("X: \u00c3\u00a4\u00e2\u0082\u00ac")]
        [InlineData("X: \u00e4\u00ff\u00c3")]
        [InlineData("X: \u00f0\u009f\u0098\u0080")]
        public async Task Fields_behind_one_with_strange_characters_are_seen(string field)
        {
            HttpReply reply = await device.AskAsync("POST /api/led HTTP/1.1\r\nHost: a\r\n" + field + "\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{\"led\":\"on\"}");
            Assert.Equal(200, reply.Status);
            Assert.False(reply.KeepsAlive);
        }

        [Theory]
        [InlineData("Content-Length: 12\r\nContent-Length: 12")]
        [InlineData("Content-Length: 12\r\nX: a\r\ncontent-length: 4")]
        [InlineData("Content-Length: -1")]
        [InlineData("Content-Length: +12")]
        [InlineData("Content-Length: abc")]
        [InlineData("Content-Length: 0xC")]
        [InlineData("Content-Length: 12, 12")]
        [InlineData("Content-Length: 12 12")]
        [InlineData("Content-Length: 12.0")]
        [InlineData("Content-Length:")]
        [InlineData("Content-Length:  ")]
        public async Task Length_that_is_no_number_or_given_twice_is_answered_by_400(string fields)
        {
            await AssertRefusedAsync("POST /api/led HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n{\"led\":\"on\"}", 400);
        }

        [Theory]
        [InlineData("2147483648")]
        [InlineData("4294967301")]
        [InlineData("18446744073709551621")]
        [InlineData("99999999999999999999999999999999999")]
        [InlineData("4097")]
        [InlineData("1000000")]
        public async Task Length_beyond_the_limit_is_answered_by_413(string length)
        {
            await AssertRefusedAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n", 413);
        }

        [Theory]
        [InlineData("gzip", 501)]
        [InlineData("gzip, chunked", 501)]
        [InlineData("identity", 501)]
        [InlineData("chunked, gzip", 400)]
        [InlineData("chunked\r\nContent-Length: 3", 400)]
        public async Task Transfer_coding_that_is_not_chunked_alone_is_refused(string coding, int status)
        {
            await AssertRefusedAsync("POST /api/led HTTP/1.1\r\nHost: a\r\ntransfer-ENCODING: " + coding + "\r\n\r\n0\r\n\r\n", status);
        }

        [Fact]
        public async Task Body_in_chunks_is_taken()
        {
            HttpReply reply = await device.AskAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"led\":\r\n5;x\r\n\"on\"}\r\n0\r\nX: y\r\n\r\n");
            Assert.Equal(200, reply.Status);
            Assert.True(reply.KeepsAlive);
        }

        [Theory]
        [InlineData("HTTP/2.0")]
        [InlineData("HTTP/2")]
        [InlineData("HTTP/0.9")]
        [InlineData("HTTP/11.1")]
        public async Task Other_version_is_answered_by_505(string version)
        {
            await AssertRefusedAsync("GET / " + version + "\r\n\r\n", 505);
        }

        [Fact]
        public async Task Preface_of_http2_is_answered_by_an_error()
        {
            await AssertRefusedAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        }

        [Theory]
        [InlineData(2048, 200)]
        [InlineData(2049, 431)]
        [InlineData(4000, 431)]
        [InlineData(20000, 431)]
        public async Task Head_beyond_2048_bytes_is_answered_by_431(int length, int status)
        {
            const string Start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
            const string End = "\r\nConnection: close\r\n\r\n";
            await AssertRefusedAsync(Start + new string('x', length - Start.Length - End.Length) + End, status);
        }

        [Fact]
        public async Task Request_line_without_end_is_answered_by_414()
        {
            await AssertRefusedAsync("GET /" + new string('a', 10000), 414);
        }

        [Theory]
        [InlineData(32, 200)]
        [InlineData(33, 431)]
        [InlineData(200, 431)]
        public async Task Fields_beyond_32_are_answered_by_431(int count, int status)
        {
            string fields = string.Concat(Enumerable.Range(1, count - 2).Select(i => "X" + i + ": 1\r\n"));
            await AssertRefusedAsync("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "Connection: close\r\n\r\n", status);
        }

        [Theory]
        [InlineData("GET / HTTP/1.1\nHost: a\n\n")]
        [InlineData("GET / HTTP/1.1\r\nHost: a\n\r\n")]
        [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\n")]
        public async Task Line_without_carriage_return_is_answered_by_400(string request)
        {
            await AssertRefusedAsync(request, 400);
        }

        [Theory]
        [InlineData(5000)]
        [InlineData(200000)]
        [InlineData(3000000)]
        public async Task Answer_413_arrives_although_the_body_is_being_sent(int length)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            Task<bool> sending = connection.TrySendAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + new string('x', length));
            HttpReply reply = await connection.ReceiveAsync();
            Assert.Equal(413, reply.Status);
            Assert.False(reply.KeepsAlive);
            await connection.ReceiveToEndAsync();
            await sending;
            await device.AssertNothingLeftAsync();
        }

        // One request of which nothing goes on: one response, and the end of the connection.
        private async Task AssertRefusedAsync(string request, int status)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.TrySendAsync(request);
            HttpReply reply = await connection.ReceiveAsync();
            Assert.Equal(status, reply.Status);
            Assert.False(reply.KeepsAlive);
            connection.EndSending();
            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
            Assert.Equal(200, (await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
        }
    }
}
