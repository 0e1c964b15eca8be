using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages for which there is no room, while what a handler waits for comes behind them; and those that come again while they wait.</summary>
    [TestClass]
    public class CrowdTests
    {
        private const string Resume5 = "2003010000";
        private const string Resume3 = "20020100";

        [TestMethod]
        [DataRow(5)]
        [DataRow(4)]
        public void Handler_hears_of_its_acknowledgement_behind_a_message_for_which_there_is_no_room(int version)
        {
            string heard = string.Empty;
            Play.Run(Options(version, 1), SceneAsync);
            Assert.AreEqual("5 6 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(Accept(version));
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Granted(version));
                await broker.AskAsync(Message(version, 5) + Message(version, 6), Reply(version, 2, 5));
                await broker.AskAsync("40020002", "40020005" + Reply(version, 3, 6));
                await broker.AskAsync("40020003", "40020006");
                Assert.AreEqual(0, client.Dropped);

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += message.Text + " ";
                    await client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
                }
            }
        }

        [TestMethod]
        [DataRow(5)]
        [DataRow(4)]
        public void More_than_twice_as_many_come_again_by_another_connection_in_a_session_that_is_kept(int version)
        {
            string heard = string.Empty;
            MqttOptions options = Options(version, 1);
            options.CleanStart = version == 5;

            // Nothing has failed: it does not wait for so long.
            options.MaxReconnectDelay = options.MinReconnectDelay = 60000;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("5 6 7 8 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(Accept(version));
                MqttSubscription subscription = new MqttSubscription("t", HandleAsync);
                Awaitable subscribed = client.SubscribeAsync(subscription);
                string number = (await broker.ReadPacketAsync()).Substring(4, 4);
                await broker.SendAsync((version == 5 ? "9004" + number + "00" : "9003" + number) + "01");
                await subscribed;
                await broker.SendAsync(Message(version, 5) + Message(version, 6) + Message(version, 7));
                await AnswerAsync(broker, version, 5, string.Empty);

                // There is room for this one, but not before the one that was passed over.
                await broker.SendAsync(Message(version, 8));
                await AnswerAsync(broker, version, 6, "40020005");

                // What was passed over is asked for when the others are handled.
                await broker.ExpectAsync("40020006" + "E000");
                broker.Drop();
                await broker.AcceptAsync(version == 5 ? Resume5 : Resume3);
                await broker.SendAsync(Again(version, 7, 7) + Again(version, 8, 8));
                await AnswerAsync(broker, version, 7, string.Empty);
                await AnswerAsync(broker, version, 8, "40020007");
                await broker.ExpectAsync("40020008");
                Assert.AreEqual(2, client.Connections);
                Assert.AreEqual(0, client.Dropped);

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += message.Text + " ";
                    await client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
                }
            }
        }

        [TestMethod]
        [DataRow(5, true, "4003000797")]
        [DataRow(5, false, "4003000797")]
        [DataRow(4, true, "40020007")]
        public void More_than_twice_as_many_are_dropped_where_the_broker_would_not_send_them_again(int version, bool reconnects, string refused)
        {
            string heard = string.Empty;
            MqttOptions options = Options(version, 1);
            options.SessionExpiry = reconnects ? 0 : 300;
            options.Reconnect = reconnects;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("5 6 8 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(Accept(version));
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Granted(version));
                await broker.AskAsync(Message(version, 5) + Message(version, 6) + Message(version, 7), Reply(version, 2, 5) + refused);
                await broker.AskAsync("40020002", "40020005" + Reply(version, 3, 6));
                await broker.AskAsync("40020003", "40020006");
                Assert.AreEqual(1, client.Dropped);
                await broker.AskAsync(Message(version, 8), Reply(version, 4, 8));
                await broker.AskAsync("40020004", "40020008");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += message.Text + " ";
                    await client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
                }
            }
        }

        [TestMethod]
        public void Reader_of_a_sequence_hears_of_its_acknowledgement_too()
        {
            Play.Run(Options(4, 1), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                MqttSubscription messages = new MqttSubscription("t");
                await Play.SubscribeAsync(broker, client, messages, Granted(4));
                Coroutine reading = EventLoop.Current.CreateTask(ReadAsync());
                await broker.AskAsync(Message(4, 5) + Message(4, 6) + Message(4, 7), Reply(4, 2, 5) + "40020005");
                await broker.AskAsync("40020002", Reply(4, 3, 6) + "40020006");
                await broker.AskAsync("40020003", Reply(4, 4, 7) + "40020007");
                await broker.SendAsync("40020004");
                await reading;

                async Coroutine ReadAsync()
                {
                    for (int i = 0; i < 3; i++)
                    {
                        MqttMessage message = await messages.ReadAsync();
                        await client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
                    }
                }
            }
        }

        [TestMethod]
        public void Subscriber_that_is_about_to_read_hears_that_it_may()
        {
            Play.Run(Options(4, 1), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                MqttSubscription messages = new MqttSubscription("t");
                await Play.SubscribeAsync(broker, client, messages, Message(4, 5) + Message(4, 6) + Granted(4));
                Assert.AreEqual("5", (await messages.ReadAsync()).Text);
                Assert.AreEqual("6", (await messages.ReadAsync()).Text);
                await broker.ExpectAsync("40020005" + "40020006");
            }
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(0)]
        public void Long_message_does_not_keep_a_handler_from_its_acknowledgement(int qos)
        {
            string heard = string.Empty;
            MqttOptions options = Options(5, 16);
            options.MaxPacketSize = 128;
            Play.Run(options, SceneAsync);
            Assert.AreEqual(qos == 1 ? "5 long " : "5 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync) { TakesStreams = true }, Granted(5));
                await broker.AskAsync(Message(5, 5) + Long(qos == 1 ? "32" : "30"), Reply(5, 2, 5));

                if (qos == 0)
                {
                    await broker.AskAsync("40020002", "40020005");
                    Assert.AreEqual(1, client.Dropped);
                    Assert.AreEqual(1, client.Connections);
                    return;
                }

                await broker.AskAsync("40020002", "40020005" + "E000");
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await broker.AskAsync(Long("3A"), "40020007");
                Assert.AreEqual(0, client.Dropped);

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += (message.Text ?? "long") + " ";

                    if (message.Payload != null)
                    {
                        await client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
                    }
                }
            }
        }

        [TestMethod]
        public void Handler_that_takes_its_time_keeps_messages_waiting_and_loses_none()
        {
            string heard = string.Empty;
            Play.Run(Options(4, 1), SceneAsync);
            Assert.AreEqual("5 6 7 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                const int Passes = 50;
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Granted(4));

                // It is somebody else who waits for this one's acknowledgement.
                Awaitable other = client.PublishAsync("o", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync(Reply(4, 2, 1));
                await broker.SendAsync(Message(4, 5) + Message(4, 6) + Message(4, 7) + "40020002");

                for (int i = 0; i < Passes; i++)
                {
                    await Coroutine.Delay(1);
                }

                while (heard.Length < 6)
                {
                    goOn.WakeAll();
                    await Coroutine.Yield();
                }

                await broker.ExpectAsync("40020005" + "40020006" + "40020007");
                await other;
                Assert.AreEqual(0, client.Dropped);
                Assert.AreEqual(1, client.Connections);

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    heard += message.Text + " ";
                }
            }
        }

        [TestMethod]
        [DataRow(6, "5 6 ")]
        [DataRow(8, "5 6 8 ")]
        public void Message_of_QoS_1_that_comes_again_while_it_waits_is_handled_once_and_acknowledged(int text, string expected)
        {
            string heard = string.Empty;
            Play.Run(Options(5, 2), SceneAsync);
            Assert.AreEqual(expected, heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Granted(5));

                // A release is answered at once: what came before it has been read.
                await broker.AskAsync(Message(5, 5) + Message(5, 6) + "6202000F", "7003000F92");
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await broker.AskAsync(Again(5, 5, 5) + Again(5, 6, text) + "6202000F", "7003000F92");

                while (heard != expected)
                {
                    goOn.WakeAll();
                    await Coroutine.Delay(1);
                }

                await broker.ExpectAsync("40020005" + "40020006");
                await broker.AskAsync("6202000F", "7003000F92");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    heard += message.Text + " ";
                }
            }
        }

        private static MqttOptions Options(int version, int receiveMaximum)
        {
            MqttOptions options = Play.Options((MqttVersion)version);
            options.ReceiveMaximum = receiveMaximum;
            return options;
        }

        private static string Accept(int version)
        {
            return version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3;
        }

        private static string Granted(int version)
        {
            return version == 5 ? "900400010001" : "9003000101";
        }

        // Of QoS 1, with its number as its text.
        private static string Message(int version, int number)
        {
            return "32" + Publish(version, "74", number, number);
        }

        private static string Again(int version, int number, int text)
        {
            return "3A" + Publish(version, "74", number, text);
        }

        // What the handler publishes.
        private static string Reply(int version, int number, int text)
        {
            return "32" + Publish(version, "6F", number, text);
        }

        private static string Publish(int version, string topic, int number, int text)
        {
            return (version == 5 ? "07" : "06") + "0001" + topic + number.ToString("X4") + (version == 5 ? "00" : string.Empty) + "3" + text.ToString();
        }

        private static string Long(string head)
        {
            const int Length = 400;
            string packet = head + (head == "30" ? "9403" + "000174" : "9603" + "000174" + "0007") + "00";

            for (int i = 0; i < Length; i++)
            {
                packet += "78";
            }

            return packet;
        }

        // The handler's reply, whatever its number, behind this; and its acknowledgement.
        private static async Coroutine AnswerAsync(FakeBroker broker, int version, int text, string before)
        {
            if (before.Length > 0)
            {
                await broker.ExpectAsync(before);
            }

            const int NumberAt = 10;
            string reply = await broker.ReadPacketAsync();
            string number = reply.Substring(NumberAt, 4);
            Assert.AreEqual("32" + (version == 5 ? "07" : "06") + "00016F" + number + (version == 5 ? "00" : string.Empty) + "3" + text.ToString(), reply);
            await broker.SendAsync("4002" + number);
        }
    }
}
