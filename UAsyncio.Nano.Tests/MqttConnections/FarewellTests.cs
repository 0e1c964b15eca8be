using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A client that says farewell over a link that takes nothing for a while, or for ever.</summary>
    [TestClass]
    public class FarewellTests
    {
        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Farewell_to_a_broker_that_takes_nothing_ends_when_the_time_is_up(bool hasMessage)
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(LeaveAsync(new TalkingLink { ClientId = "c", ConnectTimeout = 3000 }, hasMessage));
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Nothing_goes_out_behind_it(bool isBroken)
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(GoOnAsync(new TalkingLink { ClientId = "c" }, isBroken));
            }
        }

        [TestMethod]
        public void Reason_for_an_end_is_told_when_a_message_that_went_in_parts_is_through()
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(BreakAsync(new TalkingLink { ClientId = "c", Reconnect = false }));
            }
        }

        private static async Coroutine LeaveAsync(TalkingLink link, bool hasMessage)
        {
            EventLoop loop = EventLoop.Current;
            int slots = loop.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            link.Room = 0;

            if (hasMessage)
            {
                // Longer than the buffer: it waits.
                Awaitable published = client.PublishAsync("t", new byte[1000]);
                Assert.AreEqual(1, client.Queued);
                Assert.IsNotNull(published);
            }

            int start = loop.Ticks;
            await client.DisconnectAsync();
            int waited = loop.Ticks - start;
            Assert.IsTrue(waited >= 2900 && waited < 3200, waited.ToString());
            await Slots.UntilFreeAsync(slots);
        }

        private static async Coroutine GoOnAsync(TalkingLink link, bool isBroken)
        {
            int slots = EventLoop.Current.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            link.Room = 0;
            int sent = link.Sent;
            Coroutine leaving = EventLoop.Current.CreateTask(client.DisconnectAsync());
            await Coroutine.Delay(10);
            Awaitable first = client.PublishAsync("t", "1");
            Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
            Awaitable third = client.SubscribeAsync(new MqttSubscription("t"));
            await Coroutine.Delay(10);

            // DISCONNECT alone, also where the broker breaks the protocol at that moment.
            link.Next = isBroken ? new byte[] { 0xF1, 0 } : null;
            link.Room = int.MaxValue;
            Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(first));
            Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(second));
            Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(third));
            await leaving;
            Assert.AreEqual(sent + 2, link.Sent);
            await Slots.UntilFreeAsync(slots);
        }

        private static async Coroutine BreakAsync(TalkingLink link)
        {
            int slots = EventLoop.Current.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            int sent = link.Sent;
            link.Room = 5;
            await client.PublishAsync("t", new byte[40]);
            await Coroutine.Delay(10);
            Assert.AreEqual(sent + 5, link.Sent);
            link.Room = int.MaxValue;
            await Coroutine.Delay(10);
            Assert.AreEqual(sent + 46, link.Sent);
            link.Next = new byte[] { 0xF1, 0 };

            while (client.IsConnected)
            {
                await Coroutine.Delay(1);
            }

            Assert.AreEqual((int)MqttReason.MalformedPacket, (int)((MqttException)client.Failure).Reason);
            Assert.AreEqual(sent + 49, link.Sent);
            await Slots.UntilFreeAsync(slots);
        }
    }
}
