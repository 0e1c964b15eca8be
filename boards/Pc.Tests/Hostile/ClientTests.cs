using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    /// <summary>Clients that do not do their part: the others are served all the same, and nothing of them stays.</summary>
    public sealed class ClientTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        [Theory]
        [InlineData("")]
        [InlineData("GET / HT")]
        [InlineData("GET / HTTP/1.1\r\nHost: a\r\n")]
        [InlineData("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"led\"")]
        [InlineData(Get)]
        [InlineData("nonsense\r\n\r\n")]
        [InlineData("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")]
        public async Task Client_may_reset_or_go_at_any_time(string sent)
        {
            for (int i = 0; i < 40; i++)
            {
                using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
                await connection.SendAsync(sent);

                // Before the server looked, while it works, and after.
                await Task.Delay(i % 4 * 2, TestContext.Current.CancellationToken);

                if (i % 2 == 0)
                {
                    connection.Reset();
                }
            }

            await device.AssertNothingLeftAsync();
            Assert.Equal(string.Empty, device.Program.Errors);
            Assert.DoesNotContain("Exception", device.Program.Output);
        }

        [Fact]
        public async Task Client_may_reset_while_the_response_is_being_sent()
        {
            for (int i = 0; i < 10; i++)
            {
                using HttpConnection connection = await HttpConnection.OpenAsync(device.Port, receiveBuffer: 1);
                await connection.SendAsync(string.Concat(Enumerable.Repeat(Get, 20)));
                await connection.ReceiveAsync();
                connection.Reset();
            }

            await device.AssertNothingLeftAsync();
            Assert.DoesNotContain("Exception", device.Program.Output);
        }

        [Fact]
        public async Task Others_are_served_while_clients_never_read_their_response()
        {
            List<HttpConnection> deaf = [];

            for (int i = 0; i < 6; i++)
            {
                HttpConnection connection = await HttpConnection.OpenAsync(device.Port, receiveBuffer: 1);
                deaf.Add(connection);
                await connection.SendAsync(string.Concat(Enumerable.Repeat(Get, 20)));
            }

            for (int i = 0; i < 50; i++)
            {
                Assert.Equal(200, (await device.AskAsync(Get)).Status);
            }

            deaf.ForEach(connection => connection.Dispose());
            await device.AssertNothingLeftAsync();
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Silent_clients_make_room_for_others(bool servedBefore)
        {
            List<HttpConnection> silent = [];

            for (int i = 0; i < 8; i++)
            {
                HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
                silent.Add(connection);

                if (servedBefore)
                {
                    await connection.SendAsync(Get);
                    Assert.Equal(200, (await connection.ReceiveAsync()).Status);
                }
            }

            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(200, (await device.AskAsync(Get)).Status);
            }

            silent.ForEach(connection => connection.Dispose());
            await device.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task Only_as_many_are_thrown_out_as_others_need()
        {
            Stopwatch watch = Stopwatch.StartNew();
            List<HttpConnection> silent = [];

            for (int i = 0; i < 8; i++)
            {
                silent.Add(await HttpConnection.OpenAsync(device.Port));
            }

            using HttpConnection ninth = await HttpConnection.OpenAsync(device.Port);
            await ninth.SendAsync(Get);
            Assert.Equal(200, (await ninth.ReceiveAsync()).Status);
            Task<string>[] ends = silent.Select(connection => connection.ReceiveToEndAsync()).ToArray();
            Assert.Equal(string.Empty, await await Task.WhenAny(ends));
            await Task.Delay(300, TestContext.Current.CancellationToken);
            int gone = ends.Count(end => end.IsCompleted);

            // After 15 s without a request they all go anyway.
            Assert.True(gone == 1 || watch.Elapsed.TotalSeconds > 10, $"{gone} were thrown out for one");
            silent.ForEach(connection => connection.EndSending());
            await Task.WhenAll(ends);
            silent.ForEach(connection => connection.Dispose());
        }

        [Fact]
        public async Task Client_in_the_middle_of_its_request_is_not_thrown_out()
        {
            List<HttpConnection> silent = [];
            using HttpConnection slow = await HttpConnection.OpenAsync(device.Port);
            await slow.SendAsync("GET / HTTP/1.1\r\n");

            for (int i = 0; i < 7; i++)
            {
                silent.Add(await HttpConnection.OpenAsync(device.Port));
            }

            Assert.Equal(200, (await device.AskAsync(Get)).Status);
            await slow.SendAsync("Host: a\r\n\r\n");
            Assert.InRange((await slow.ReceiveAsync()).Status, 200, 408);
            silent.ForEach(connection => connection.Dispose());
            await device.AssertNothingLeftAsync();
        }
    }
}
