using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What the broker has said that it does not take, and what the client has said.</summary>
    [TestClass]
    public class LimitTests
    {
        [TestMethod]
        [DataRow("2800", "a/+", 0xA2)]
        [DataRow("2800", "#", 0xA2)]
        [DataRow("2800", "$share/g/t", 0)]
        [DataRow("2A00", "$share/g/#", 0x9E)]
        [DataRow("2A00", "a/#", 0)]
        [DataRow("2801", "a/+", 0)]
        [DataRow("2A01", "$share/g/t", 0)]
        [DataRow("2400", "t", 0)]
        [DataRow("270000001E", "t", 0)]
        [DataRow("270000001E", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", 0x95)]
        public void Filter_that_the_broker_does_not_take_is_refused_without_being_sent(string property, string filter, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string length = (property.Length / 2).ToString("X2");
                await broker.AcceptAsync("20" + (property.Length / 2 + 3).ToString("X2") + "0000" + length + property);
                MqttSubscription subscription = new MqttSubscription(filter);
                Awaitable subscribed = client.SubscribeAsync(subscription);

                if (reason == 0)
                {
                    Assert.AreEqual("82", (await broker.ReadPacketAsync()).Substring(0, 2));
                    await broker.SendAsync("900400010001");
                    await subscribed;
                }
                else
                {
                    Assert.AreEqual(reason, await Play.ReasonAsync(subscribed));
                    Assert.IsNull(await subscription.ReadAsync());
                    await client.PublishAsync("t", "1");
                    await broker.ExpectAsync("30050001740031");
                }
            }
        }

        [TestMethod]
        [DataRow("2400", 0)]
        [DataRow("2401", 1)]
        public void No_message_goes_out_above_the_brokers_QoS_not_even_again(string property, int highest)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable earlier = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                await broker.ReadPacketAsync();
                broker.Drop();
                await broker.AcceptAsync("2005010002" + property);
                Assert.AreEqual((int)MqttReason.QosNotSupported, await Play.ReasonAsync(earlier));

                for (int qos = highest + 1; qos <= 2; qos++)
                {
                    Assert.AreEqual((int)MqttReason.QosNotSupported, await Play.ReasonAsync(client.PublishAsync("t", "2", (MqttQos)qos)));
                }

                Awaitable published = client.PublishAsync("t", "3", (MqttQos)highest);
                await broker.ExpectAsync(highest == 0 ? "30050001740033" : "3207000174000200" + "33");

                if (highest == 1)
                {
                    await broker.SendAsync("40020002");
                }

                await published;
            }
        }

        [TestMethod]
        public void Full_quota_keeps_back_messages_alone()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // Receive Maximum 1.
                await broker.AcceptAsync("2006000003210001");
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3407000174000100" + "31");
                Awaitable subscribed = client.SubscribeAsync(new MqttSubscription("u"));
                await broker.ExpectAsync("820700020000017501");
                await broker.SendAsync("900400020001" + "3206000178000500" + "62020006" + "50020001");
                await subscribed;
                await broker.ExpectAsync("40020005" + "7003000692" + "62020001");
                await broker.SendAsync("70020001");
                await first;
                await broker.ExpectAsync("3207000174000300" + "32");
                await broker.SendAsync("40020003");
                await second;
            }
        }

        [TestMethod]
        public void What_is_sent_again_keeps_to_the_quota_of_its_connection()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable last = null;

                for (int i = 1; i <= 4; i++)
                {
                    last = client.PublishAsync("t", string.Empty, i == 2 ? MqttQos.ExactlyOnce : MqttQos.AtLeastOnce);
                    await broker.ReadPacketAsync();
                }

                await broker.AskAsync("50020002", "62020002");
                broker.Drop();

                // Receive Maximum 1. The release is no message.
                await broker.AcceptAsync("2006010003210001");
                await broker.ExpectAsync("3A06000174000100" + "62020002");
                await broker.AskAsync("62020009", "7003000992");
                await broker.AskAsync("70020002" + "40020001", "3A06000174000300");
                await broker.AskAsync("40020003", "3A06000174000400");
                await broker.SendAsync("40020004");
                await last;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Broker_that_sends_more_than_Receive_Maximum_is_heard_one_message_after_the_other()
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.ReceiveMaximum = 1;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("1 2 3 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), "900400010001" + "320700017400050031" + "320700017400060032" + "320700017400070033");
                await broker.ExpectAsync("40020005" + "40020006" + "40020007");
                Assert.AreEqual(1, client.Connections);
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                await Coroutine.Yield();
                await Coroutine.Yield();
                heard += message.Text + " ";
            }
        }

        [TestMethod]
        public void Messages_that_are_never_released_are_too_many_some_time()
        {
            const int Most = 64;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.ReceiveMaximum = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);

                for (int number = 1; number <= Most; number++)
                {
                    await broker.AskAsync("3406000174" + number.ToString("X4") + "00", "5002" + number.ToString("X4"));
                }

                await broker.AskAsync("340600017400FF00", "E00193");
                await broker.ExpectAsync(string.Empty);
            }
        }

        [TestMethod]
        public void No_alias_goes_out_where_the_broker_takes_none_and_none_that_came_outlives_its_connection()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("30050001740031");
                await broker.AskAsync("3209000174000503230001" + "320800000006" + "03230001", "40020005" + "40020006");
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.AskAsync("320800000007" + "03230001", "E00182");
            }
        }
    }
}
