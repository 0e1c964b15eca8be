using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Who says something in time, and what is made of silence.</summary>
    [TestClass]
    public class KeepAliveTests
    {
        private const int Minute = 60000;

        [TestMethod]
        [DataRow(0, 0, true, 12, 0)]
        [DataRow(1000, 0, true, 12, 0)]
        [DataRow(0, 1000, true, 6, 0)]
        [DataRow(1000, 1000, true, 0, 0)]
        [DataRow(1000, 1000, false, 0, 0)]
        [DataRow(0, 0, false, 1, 10000)]
        [DataRow(0, 1000, false, 1, 10000)]
        [DataRow(1000, 0, false, 12, 0)]
        public void Client_asks_where_either_side_is_silent_and_leaves_a_broker_that_does_not_answer(int brokerSays, int clientSays, bool answers, int pings, int lasts)
        {
            using (NetLoop test = new NetLoop())
            {
                TalkingLink link = new TalkingLink { ClientId = "c", KeepAlive = 10, Reconnect = false, Says = brokerSays, Answers = answers };
                test.Run(TalkAsync(link, clientSays));
                Assert.AreEqual(lasts == 0, link.Closed == 0, link.Closed.ToString());
                Assert.IsTrue(link.Closed - lasts >= 0 && link.Closed - lasts < 100, link.Closed.ToString());
                Assert.IsTrue(link.Pings <= pings && link.Pings + 1 >= pings, link.Pings.ToString());

                // A word in each half of the time, though the broker wants one in the whole of it.
                Assert.IsTrue(link.LongestSilence < 5100, link.LongestSilence.ToString());
            }
        }

        private static async Coroutine TalkAsync(TalkingLink link, int says)
        {
            EventLoop loop = EventLoop.Current;
            int slots = loop.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            int start = loop.Ticks;

            while (loop.Ticks - start < Minute && client.IsConnected)
            {
                await Coroutine.Delay(says == 0 ? 100 : says);

                if (says > 0 && client.IsConnected)
                {
                    await client.PublishAsync("t", "1");
                }
            }

            link.IsOver = true;
            client.Dispose();
            await Slots.UntilFreeAsync(slots);
        }
    }
}
