using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>How requests come, and what becomes of the connection.</summary>
    public sealed class ConnectionTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        private const string Post = "POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"led\":\"on\"}";

        [Theory]
        [InlineData("HTTP/1.0", null, false)]
        [InlineData("HTTP/1.0", "keep-alive", true)]
        [InlineData("HTTP/1.0", "Keep-Alive", true)]
        [InlineData("HTTP/1.0", "close", false)]
        [InlineData("HTTP/1.1", null, true)]
        [InlineData("HTTP/1.1", "keep-alive", true)]
        [InlineData("HTTP/1.1", "close", false)]
        [InlineData("HTTP/1.1", "CLOSE", false)]
        [InlineData("HTTP/1.1", "TE, close", false)]
        public async Task Connection_is_kept_as_version_and_client_say(string version, string? connectionField, bool kept)
        {
            string request = "GET /api/state " + version + "\r\nHost: a\r\n" + (connectionField == null ? "" : "Connection: " + connectionField + "\r\n") + "\r\n";
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync(request);
            HttpReply reply = await connection.ReceiveAsync();
            Assert.Equal(200, reply.Status);
            Assert.Equal(kept, reply.KeepsAlive);
            Assert.Equal(kept && version == "HTTP/1.0" ? "keep-alive" : kept ? null : "close", reply["Connection"]);

            if (kept)
            {
                await connection.SendAsync(request);
                Assert.Equal(200, (await connection.ReceiveAsync()).Status);
                connection.EndSending();
            }

            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
        }

        [Fact]
        public async Task Many_requests_are_served_on_one_connection()
        {
            await device.AssertNothingLeftAsync();
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            int first = -1;

            for (int i = 0; i < 100; i++)
            {
                await connection.SendAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n");
                int requests = DeviceState.Parse((await connection.ReceiveAsync()).Body).Requests;
                first = first < 0 ? requests : first;
                Assert.Equal(first + i, requests);
            }
        }

        [Fact]
        public async Task Pipelined_requests_are_answered_in_their_order()
        {
            await device.AssertNothingLeftAsync();
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            const string State = "GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n";
            const string Page = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            const string None = "HEAD /none HTTP/1.1\r\nHost: a\r\n\r\n";
            string all = Post + State + None + Page + State;
            Task sending = connection.SendAsync(all + all + all + all + all + all);

            for (int i = 0; i < 6; i++)
            {
                DeviceState first = DeviceState.Parse((await connection.ReceiveAsync()).Body);
                Assert.True(first.Led);
                Assert.Equal(first.Requests + 1, DeviceState.Parse((await connection.ReceiveAsync()).Body).Requests);
                Assert.Equal(404, (await connection.ReceiveAsync(toHead: true)).Status);
                Assert.StartsWith("text/html", (await connection.ReceiveAsync())["Content-Type"]);
                Assert.Equal(first.Requests + 4, DeviceState.Parse((await connection.ReceiveAsync()).Body).Requests);
            }

            await sending;
        }

        [Fact]
        public async Task Nothing_is_served_after_the_request_that_closes()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync("GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(404, (await connection.ReceiveAsync()).Status);
            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
        }

        [Fact]
        public async Task Request_may_come_byte_by_byte()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);

            foreach (char c in Post + Post)
            {
                await connection.SendAsync(c.ToString());
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            Assert.True(DeviceState.Parse((await connection.ReceiveAsync()).Body).Led);
            Assert.True(DeviceState.Parse((await connection.ReceiveAsync()).Body).Led);
        }

        [Fact]
        public async Task Request_may_be_split_anywhere()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);

            for (int position = 1; position < Post.Length; position++)
            {
                await connection.SendAsync(Post[..position]);
                await Task.Delay(3, TestContext.Current.CancellationToken);
                await connection.SendAsync(Post[position..]);
                HttpReply reply = await connection.ReceiveAsync();
                Assert.True(reply.Status == 200, $"{reply.Status} for a split at {position}");
                Assert.True(DeviceState.Parse(reply.Body).Led);
            }
        }

        [Fact]
        public async Task Response_may_be_read_byte_by_byte()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port, receiveBuffer: 1);
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            HttpReply reply = await connection.ReceiveAsync(atMost: 1);
            Assert.EndsWith("</html>", reply.Body);
        }

        [Fact]
        public async Task Body_waits_for_100_continue()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n");
            Assert.Equal(100, (await connection.ReceiveAsync()).Status);
            await connection.SendAsync("{\"led\":\"on\"}");
            HttpReply reply = await connection.ReceiveAsync();
            Assert.Equal(200, reply.Status);
            Assert.True(reply.KeepsAlive);
        }

        [Fact]
        public async Task Body_that_is_too_large_is_not_asked_for()
        {
            HttpReply reply = await device.AskAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
            Assert.Equal(413, reply.Status);
        }

        [Theory]
        [InlineData(100)]
        [InlineData(10000)]
        public async Task Body_that_nobody_reads_is_not_taken_for_a_request_and_costs_no_response(int length)
        {
            // Refused or served, the response has to arrive: a reset would destroy it.
            for (int i = 0; i < 20; i++)
            {
                using HttpConnection connection = await HttpConnection.OpenAsync(device.Port, receiveBuffer: 1);
                Task<bool> sending = connection.TrySendAsync("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + new string('x', length));
                await Task.Delay(10, TestContext.Current.CancellationToken);
                HttpReply reply = await connection.ReceiveAsync(atMost: 500);
                Assert.Equal(200, reply.Status);
                Assert.EndsWith("</html>", reply.Body);
                await sending;

                // A short one that has come whole by then is passed over.
                if (reply.KeepsAlive)
                {
                    Assert.Equal(100, length);
                    await connection.SendAsync("GET /api/state HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                    Assert.Equal(200, (await connection.ReceiveAsync()).Status);
                }

                Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
            }
        }

        [Fact]
        public async Task Half_closed_client_gets_its_response()
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            connection.EndSending();
            Assert.Equal(200, (await connection.ReceiveAsync()).Status);
            Assert.Equal(string.Empty, await connection.ReceiveToEndAsync());
        }
    }
}
