using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    public sealed class SlowClientTests(SlowClients device) : IClassFixture<SlowClients>
    {
        [Fact]
        public async Task Head_that_does_not_come_to_its_end_is_answered_by_408()
        {
            Assert.StartsWith("HTTP/1.1 408 ", await device.Head);
        }

        [Fact]
        public async Task Head_that_trickles_is_answered_by_408()
        {
            Assert.StartsWith("HTTP/1.1 408 ", await device.Trickle);
        }

        [Fact]
        public async Task Body_that_trickles_is_answered_by_408()
        {
            Assert.StartsWith("HTTP/1.1 408 ", await device.Body);
        }

        [Fact]
        public async Task Client_that_says_nothing_is_closed_without_an_answer()
        {
            Assert.Equal(string.Empty, await device.Silent);
        }

        [Fact]
        public async Task Connection_that_is_kept_for_nothing_is_closed_after_its_one_response()
        {
            string answer = await device.KeptAlive;
            Assert.StartsWith("HTTP/1.1 200 ", answer);
            Assert.DoesNotContain("HTTP/1.1", answer[1..]);
        }

        [Fact]
        public async Task Client_that_goes_on_sending_after_an_error_does_not_keep_its_connection()
        {
            Assert.StartsWith("HTTP/1.1 400 ", await device.Refused);
        }

        [Fact]
        public async Task Others_are_served_meanwhile_and_nothing_stays()
        {
            Assert.Equal(200, (await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
            await Task.WhenAll(device.Head, device.Trickle, device.Body, device.Silent, device.KeptAlive, device.Refused);
            await device.AssertNothingLeftAsync();
        }
    }
}
