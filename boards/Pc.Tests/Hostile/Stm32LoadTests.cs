using System.Collections.Generic;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    /// <summary>The same with four sockets: one listens, three serve.</summary>
    public sealed class Stm32LoadTests(RunningStm32 device) : LoadTests(device), IClassFixture<RunningStm32>
    {
        [Fact]
        public async Task Three_silent_clients_make_room_for_a_fourth()
        {
            Assert.Contains("stm32", device.Start.Board);
            List<HttpConnection> silent = [];

            for (int i = 0; i < 3; i++)
            {
                silent.Add(await HttpConnection.OpenAsync(device.Port));
            }

            Assert.Equal(200, (await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
            silent.ForEach(connection => connection.Dispose());
            await device.AssertNothingLeftAsync();
        }
    }
}
