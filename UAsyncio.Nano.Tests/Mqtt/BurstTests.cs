using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>More messages at once than may wait for their handlers.</summary>
    [TestClass]
    public class BurstTests
    {
        private const int Count = 60;

        [TestMethod]
        public void Nothing_of_a_burst_is_lost_on_who_goes_on_reading()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await SubscribeAsync(broker, client, messages);
                await broker.SendAsync(Burst());

                for (int i = 0; i < Count; i++)
                {
                    Assert.AreEqual(i, (await messages.ReadAsync()).Payload[0]);

                    // It takes a while.
                    await Coroutine.Yield();
                    await Coroutine.Yield();
                }

                Assert.AreEqual(0, client.Dropped);
            }
        }

        [TestMethod]
        public void Of_QoS_0_what_nobody_takes_is_dropped_and_acknowledgements_come_through()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                int handled = 0;
                await SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync));
                Awaitable publishing = client.PublishAsync("a", "1", MqttQos.AtLeastOnce);
                await broker.ReadPacketAsync();
                await broker.SendAsync(Burst() + "40020002");

                // Behind all of them, and the handler has not gone on.
                await publishing;
                Assert.AreEqual(0, handled);
                Assert.AreEqual(Count - 16, client.Dropped);

                while (handled < 16)
                {
                    goOn.WakeAll();
                    await Coroutine.Yield();
                }

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    Assert.AreEqual(handled, message.Payload[0]);
                    handled++;
                }
            }
        }

        private static async Coroutine SubscribeAsync(FakeBroker broker, MqttClient client, MqttSubscription subscription)
        {
            await broker.AcceptAsync(FakeBroker.Accept3);
            await Play.SubscribeAsync(broker, client, subscription, "9003000101");
        }

        // Of one byte each, which counts.
        private static string Burst()
        {
            string packets = "";

            for (int i = 0; i < Count; i++)
            {
                packets += "3004000174" + i.ToString("X2");
            }

            return packets;
        }
    }
}
