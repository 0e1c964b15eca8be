using System;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>The live view, by .NET's own WebSocket.</summary>
    public sealed class LiveTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        [Fact]
        public async Task State_comes_again_and_again_until_the_client_closes()
        {
            using CancellationTokenSource patience = new(PcProgram.Patience);
            using ClientWebSocket socket = new();
            await socket.ConnectAsync(new Uri("ws://127.0.0.1:" + device.Port + "/api/live"), patience.Token);
            long uptime = -1;

            for (int i = 0; i < 3; i++)
            {
                using JsonDocument state = JsonDocument.Parse(await ReceiveAsync(socket, patience.Token));
                Assert.True(state.RootElement.GetProperty("uptime").GetInt64() > uptime);
                uptime = state.RootElement.GetProperty("uptime").GetInt64();

                // What has happened is told once.
                Assert.Equal(i == 0, state.RootElement.GetProperty("events").GetArrayLength() > 0);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", patience.Token);
            Assert.Equal(WebSocketState.Closed, socket.State);
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
            await device.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task Client_that_goes_without_a_word_leaves_nothing()
        {
            using CancellationTokenSource patience = new(PcProgram.Patience);

            for (int i = 0; i < 6; i++)
            {
                using ClientWebSocket socket = new();
                await socket.ConnectAsync(new Uri("ws://127.0.0.1:" + device.Port + "/api/live"), patience.Token);
                await ReceiveAsync(socket, patience.Token);
                socket.Abort();
                await device.AssertNothingLeftAsync();
            }

            Assert.Equal(string.Empty, device.Program.Errors);
            Assert.DoesNotContain("Exception", device.Program.Output);
        }

        [Fact]
        public async Task Request_that_is_none_for_a_web_socket_is_answered_by_426()
        {
            HttpReply reply = await device.AskAsync("GET /api/live HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(426, reply.Status);
            Assert.Equal("websocket", reply["Upgrade"]);
        }

        private static async Task<string> ReceiveAsync(ClientWebSocket socket, CancellationToken patience)
        {
            byte[] buffer = new byte[4096];
            WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, patience);
            Assert.True(result.EndOfMessage);
            Assert.Equal(WebSocketMessageType.Text, result.MessageType);
            return Encoding.UTF8.GetString(buffer, 0, result.Count);
        }
    }
}
