using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a connection knows and the next one does not, and what is left of a session that the broker has lost.</summary>
    [TestClass]
    public class NextConnectionTests
    {
        private const string Resume5 = "2003010000";

        [TestMethod]
        public void What_the_broker_does_not_take_holds_for_its_connection()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // QoS 0 at most, no retained messages, no wildcards, no shared subscriptions.
                await broker.AcceptAsync("200B000008" + "2400" + "2500" + "2800" + "2A00");
                Assert.AreEqual((int)MqttReason.RetainNotSupported, await Play.ReasonAsync(client.PublishAsync("t", "1", MqttQos.AtMostOnce, true)));
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client, 2);
                _ = client.PublishAsync("t", "1", MqttQos.ExactlyOnce, true);
                _ = client.SubscribeAsync(new MqttSubscription("a/+"));
                _ = client.SubscribeAsync(new MqttSubscription("$share/g/t"));
                await broker.ExpectAsync("3507000174000100" + "31" + "8209000200" + "0003612F2B" + "01" + "8210000300" + "000A24" + "73686172652F672F74" + "01");
            }
        }

        [TestMethod]
        public void Aliases_are_not_used_where_the_next_broker_takes_none()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync("2006000003220001");
                await Play.UntilConnectedAsync(client, 1);
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("3008000174" + "03230001" + "31");
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await Play.UntilConnectedAsync(client, 2);
                await client.PublishAsync("t", "2");
                await broker.ExpectAsync("3005000174" + "00" + "32");
            }
        }

        [TestMethod]
        public void Number_of_a_session_that_is_lost_is_that_of_a_new_message()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("1 2 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002");
                await broker.AskAsync("3407000174000600" + "31", "50020006");
                broker.Drop();

                // It was never released, and the broker knows nothing of it any more.
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.AskAsync(string.Empty, "820700020000017402");
                await broker.AskAsync("900400020002" + "3407000174000600" + "32", "50020006");
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text + " ";
            }
        }

        [TestMethod]
        [DataRow("3207000174000500", Resume5, "")]
        [DataRow("3207000174000500", FakeBroker.Accept5, "")]
        [DataRow("3407000174000500", Resume5, "50020005")]
        [DataRow("3407000174000500", FakeBroker.Accept5, "")]
        public void Message_that_is_handled_when_its_connection_has_gone_is_acknowledged_at_QoS_2_in_its_session(string publish, string accept, string answer)
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("begun ended ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002" + publish + "31");

                while (heard.Length == 0)
                {
                    await Coroutine.Delay(1);
                }

                broker.Drop();
                await broker.AcceptAsync(accept);
                await Play.UntilConnectedAsync(client, 2);

                if (accept == FakeBroker.Accept5)
                {
                    await broker.ReadPacketAsync();
                }

                goOn.WakeAll();

                while (heard.Length < 12)
                {
                    await Coroutine.Delay(1);
                }

                await broker.AskAsync("62020009", answer + "7003000992");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += "begun ";
                    await goOn;
                    heard += "ended ";
                }
            }
        }

        [TestMethod]
        public void Message_that_is_released_before_it_is_handled_is_handled_once_and_the_next_one_too()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("1 2 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002");
                await broker.AskAsync("3407000174000500" + "31" + "62020005", "70020005");
                goOn.WakeAll();
                await broker.ExpectAsync("50020005");
                await broker.SendAsync("3407000174000600" + "32");

                while (heard.Length < 4)
                {
                    goOn.WakeAll();
                    await Coroutine.Delay(1);
                }

                await broker.ExpectAsync("50020006");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    heard += message.Text + " ";
                }
            }
        }

        [TestMethod]
        public void Rest_of_a_message_that_nobody_takes_ends_with_its_connection()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxPacketSize = 128;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string half = new string('6', 300);
                await broker.AcceptAsync(FakeBroker.Accept5);

                // Of 400 bytes of payload there come 150.
                await broker.SendAsync("309403" + "00017400" + half);
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);

                // Of 300 of a topic as many.
                await broker.SendAsync("32B003" + "012C" + half);
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.AskAsync("309403" + "00017400" + half + half + new string('6', 200) + "62020009", "7003000992");
                Assert.AreEqual(3, client.Connections);
            }
        }

        [TestMethod]
        public void What_the_broker_has_is_released_though_it_takes_no_QoS_2_any_more()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                await broker.ReadPacketAsync();
                await broker.AskAsync("50020001", "62020001");
                broker.Drop();
                await broker.AcceptAsync("2005010002" + "2400");
                await broker.ExpectAsync("62020001");
                await broker.SendAsync("70020001");
                await published;
                Assert.AreEqual(0, client.Queued);
            }
        }
    }
}
