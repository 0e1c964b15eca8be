using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Acknowledgements, in both directions: those that fit, and those that do not.</summary>
    [TestClass]
    public class AnswerTests
    {
        private const string Resume5 = "2003010000";

        [TestMethod]
        [DataRow(1, "50020001")]
        [DataRow(1, "70020001")]
        [DataRow(1, "900400010000")]
        [DataRow(1, "B00400010000")]
        [DataRow(2, "40020001")]
        [DataRow(2, "70020001")]
        public void Answer_of_another_kind_ends_the_connection_and_loses_nothing(int qos, string answer)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", (MqttQos)qos);
                await broker.ReadPacketAsync();
                await broker.AskAsync(answer, "E00182");
                await broker.ExpectAsync(string.Empty);
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await broker.ExpectAsync((qos == 1 ? "3A" : "3C") + "07000174000100" + "31");
                await broker.SendAsync(qos == 1 ? "40020001" : "50020001" + "70020001");
                await published;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        [DataRow(4, FakeBroker.Accept3, "6202000A", "7002000B")]
        [DataRow(5, FakeBroker.Accept5, "6203000A92", "7003000B92")]
        public void Numbers_that_are_not_known_are_answered_and_passed_over(int version, string accept, string release, string complete)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(accept);
                await broker.AskAsync("40020009" + "70020009" + "5002000A" + "6202000B", release + complete);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ReadPacketAsync();
                await broker.SendAsync("40020001");
                await published;
                Assert.AreEqual(1, client.Connections);
            }
        }

        [TestMethod]
        [DataRow("9003000100", 0x81)]
        [DataRow("90050001000101", 0x82)]
        [DataRow("B00400010000", 0x82)]
        [DataRow("40020001", 0x82)]
        [DataRow("90060001020100" + "01", 0x81)]
        [DataRow("900400010003", 0x82)]
        [DataRow("90040001007F", 0x82)]
        public void Broken_answer_to_SUBSCRIBE_ends_the_connection_and_the_next_one_asks_again(string answer, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable subscribed = client.SubscribeAsync(new MqttSubscription("t"));
                await broker.ExpectAsync("820700010000017401");
                await broker.AskAsync(answer, "E001" + reason.ToString("X2"));
                await broker.ExpectAsync(string.Empty);
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await broker.ExpectAsync("820700010000017401");
                await broker.SendAsync("900400010001");
                await subscribed;
            }
        }

        [TestMethod]
        [DataRow(4, FakeBroker.Accept3, "82060001" + "00017402", "9003000180", 0x80)]
        [DataRow(5, FakeBroker.Accept5, "82070001" + "0000017402", "9009000105" + "1F00026E6F" + "87", 0x87)]
        public void Subscription_that_is_refused_is_none(int version, string accept, string expected, string answer, int reason)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(accept);
                MqttSubscription subscription = new MqttSubscription("t", null, MqttQos.ExactlyOnce);
                Awaitable subscribed = client.SubscribeAsync(subscription);
                await broker.ExpectAsync(expected);
                await broker.SendAsync(answer);
                Assert.AreEqual(reason, await Play.ReasonAsync(subscribed));
                Assert.IsNull(await subscription.ReadAsync());
            }
        }

        [TestMethod]
        [DataRow(4, FakeBroker.Accept3, "", "B0020002")]
        [DataRow(5, FakeBroker.Accept5, "00", "B00400020011")]
        public void Unsubscribe_and_its_answer(int version, string accept, string properties, string answer)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string length = version == 4 ? "05" : "06";
                MqttSubscription subscription = new MqttSubscription("t");
                await broker.AcceptAsync(accept);
                await Play.SubscribeAsync(broker, client, subscription, version == 4 ? "9003000101" : "900400010001");
                Awaitable ended = client.UnsubscribeAsync(subscription);
                await broker.ExpectAsync("A2" + length + "0002" + properties + "000174");
                await broker.SendAsync(answer);
                await ended;
                Assert.AreEqual(1, client.Connections);
            }
        }

        [TestMethod]
        public void Acknowledgements_keep_the_order_of_the_messages()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                int handling = 0;
                await broker.AcceptAsync(FakeBroker.Accept5);

                // By turns, what is handled and what nobody wants.
                const string Messages = "3206000174000500" + "3206000178000600" + "3406000174000700" + "3406000178000800";
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002" + Messages);
                await broker.AskAsync("62020009", "7003000992");
                goOn.WakeAll();
                await broker.ExpectAsync("40020005" + "40020006");

                while (handling < 2)
                {
                    await Coroutine.Yield();
                }

                goOn.WakeAll();
                await broker.ExpectAsync("50020007" + "50020008");
                await broker.AskAsync("62020008" + "62020007", "70020008" + "70020007");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    handling++;
                    await goOn;
                }
            }
        }

        [TestMethod]
        public void Message_that_is_too_long_is_refused_and_its_number_is_that_of_a_new_one()
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxPacketSize = 128;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("1 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string payload = new string('0', 400);
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002" + "32CE01000174000500" + payload + "34CE01000174000600" + payload);
                await broker.ExpectAsync("4003000597" + "5003000697");
                Assert.AreEqual(2, client.Dropped);
                await broker.AskAsync("3407000174000600" + "31", "50020006");
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text + " ";
            }
        }

        [TestMethod]
        public void Numbers_in_use_are_passed_over_when_they_begin_anew()
        {
            const int AtOnce = 14;
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.MaxInFlight = AtOnce + 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                byte[] payload = new byte[0];
                await broker.AcceptAsync(FakeBroker.Accept3);
                Awaitable first = client.PublishAsync("t", payload, MqttQos.AtLeastOnce);
                await broker.ExpectAsync("32050001740001");

                // 2 to 65535.
                for (int number = 2; number < 65536; number += AtOnce)
                {
                    Awaitable published = null;

                    for (int i = 0; i < AtOnce; i++)
                    {
                        published = client.PublishAsync("t", payload, MqttQos.AtLeastOnce);
                    }

                    await broker.AcknowledgeAsync(AtOnce, 7);
                    await published;
                }

                Awaitable last = client.PublishAsync("t", payload, MqttQos.AtLeastOnce);
                await broker.ExpectAsync("32050001740002");
                await broker.SendAsync("40020001" + "40020002");
                await first;
                await last;
            }
        }
    }
}
