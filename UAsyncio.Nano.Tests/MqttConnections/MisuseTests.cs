using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What is asked of a client that it cannot do.</summary>
    [TestClass]
    public class MisuseTests
    {
        [TestMethod]
        public void Message_that_is_there_is_read_in_parts_and_not_beyond_them()
        {
            Loop.Run(ReadAsync());

            static async Coroutine ReadAsync()
            {
                MqttMessage message = new MqttMessage("t", Encoding.UTF8.GetBytes("12345"));
                byte[] part = new byte[4];
                Assert.AreEqual(5, message.Length);
                Assert.AreEqual("12345", message.Text);
                Expect.Throws(typeof(ArgumentNullException), () => message.ReadAsync(null, 0, 1));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => message.ReadAsync(part, -1, 1));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => message.ReadAsync(part, 0, -1));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => message.ReadAsync(part, 1, 4));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => message.ReadAsync(part, 5, 0));
                Assert.AreEqual(3, await message.ReadAsync(part, 1, 3));
                Assert.AreEqual("123", Encoding.UTF8.GetString(part, 1, 3));
                Assert.AreEqual(2, await message.ReadAsync(part, 0, 4));
                Assert.AreEqual("4523", Encoding.UTF8.GetString(part, 0, 4));
                Assert.AreEqual(0, await message.ReadAsync(part, 0, 4));
                Assert.AreEqual(0, await message.ReadAsync(part, 4, 0));
                MqttMessage none = new MqttMessage("t", null);
                Assert.AreEqual(0, none.Length);
                Assert.IsNull(none.Text);
                Expect.Throws(typeof(InvalidOperationException), () => none.ReadAsync(part, 0, 1));
            }
        }

        [TestMethod]
        public void Properties_are_found_behind_any_others()
        {
            // 2, 4 bytes and 1, as many as it takes, data, text.
            byte[] others = { 0x23, 0x90, 0x91, 0x02, 0x85, 0x86, 0x87, 0x88, 0x01, 1, 0x0B, 0x80, 0x01, 0x0B, 0x7F, 0x09, 0, 2, 0x26, 0xFF, 0x03, 0, 1, 0x61 };
            string text = new string('x', 300);
            byte[] properties = MqttProperties.Add(MqttProperties.Add(others, text, "b"), "c", text);
            Assert.AreEqual("b", MqttProperties.Find(properties, text));
            Assert.AreEqual(text, MqttProperties.Find(properties, "c"));
            Assert.IsNull(MqttProperties.Find(properties, "b"));
            Assert.IsNull(MqttProperties.Find(null, "c"));
            Expect.Throws(typeof(ArgumentNullException), () => MqttProperties.Add(null, null, "b"));
            Expect.Throws(typeof(ArgumentNullException), () => MqttProperties.Add(null, "a", null));
        }

        [TestMethod]
        public void Property_has_65535_bytes_at_most()
        {
            Memory.Require(500000);
            Expect.Throws(typeof(ArgumentException), () => MqttProperties.Add(null, "a", new string('x', 65536)));
            Expect.Throws(typeof(ArgumentException), () => MqttProperties.Add(null, new string('x', 65536), "b"));
            Assert.AreEqual(65535 + 6, MqttProperties.Add(null, "a", new string('x', 65535)).Length);
        }

        [TestMethod]
        public void Client_that_is_closed_or_given_nothing_refuses()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Assert.AreEqual(0, client.Dropped);
                Expect.Throws(typeof(ArgumentNullException), () => new MqttSubscription(null));
                await Expect.ThrowsAsync(typeof(InvalidOperationException), new MqttSubscription("t", message => null).ReadAsync());
                Expect.Throws(typeof(ArgumentNullException), () => client.SubscribeAsync(null));
                Expect.Throws(typeof(ArgumentNullException), () => client.UnsubscribeAsync(null));
                client.Start();
                Expect.Throws(typeof(InvalidOperationException), () => client.Start());
                await broker.AcceptAsync(FakeBroker.Accept5);
                MqttSubscription subscription = new MqttSubscription("t");
                client.Dispose();
                Expect.Throws(typeof(ObjectDisposedException), () => client.SubscribeAsync(subscription));
                Expect.Throws(typeof(ObjectDisposedException), () => client.UnsubscribeAsync(subscription));
                Expect.Throws(typeof(ObjectDisposedException), () => client.WaitForChangeAsync());
            }
        }

        [TestMethod]
        public void Publish_that_somebody_awaits_is_not_awaited_by_another_one()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Coroutine<int> first = Play.ReasonAsync(published);
                _ = EventLoop.Current.CreateTask(first);
                await broker.ReadPacketAsync();
                await Expect.ThrowsAsync(typeof(InvalidOperationException), published);
                await broker.SendAsync("40020001");
                Assert.AreEqual(0, await first);
            }
        }

        [TestMethod]
        public void Late_message_of_a_client_that_is_closed_is_refused_when_it_is_awaited()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 1;
            Play.RunStopped(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Awaitable first = client.PublishAsync("t", "1");
                Awaitable late = client.PublishAsync("t", "2");
                Assert.AreEqual(1, client.Queued);
                client.Dispose();
                Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(first));
                await Expect.ThrowsAsync(typeof(ObjectDisposedException), late);
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Where_the_loop_has_one_slot_too_few_nothing_is_started()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(FillAsync());
            }

            static async Coroutine FillAsync()
            {
                EventLoop loop = EventLoop.Current;
                int slots = loop.FreeSlots;
                MqttClient client = new MqttClient(Play.Options(MqttVersion.V5));

                // What it subscribes to takes a slot when it is started, and not before.
                _ = client.SubscribeAsync(new MqttSubscription("t"));
                Assert.AreEqual(slots, loop.FreeSlots);
                AsyncEvent end = new AsyncEvent();

                while (loop.FreeSlots > 1)
                {
                    _ = loop.CreateTask(WaitAsync(end));
                }

                Expect.Throws(typeof(InvalidOperationException), () => client.Start());
                end.Set();
                await Slots.UntilFreeAsync(slots);
                Assert.AreEqual(slots, loop.FreeSlots);
                client.Start();
                Assert.AreEqual(slots - 2, loop.FreeSlots);
                client.Dispose();
                await Slots.UntilFreeAsync(slots);
            }

            static async Coroutine WaitAsync(AsyncEvent end)
            {
                await end.WaitAsync();
            }
        }
    }
}
