using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages for which there is no room, while what a handler waits for comes behind them.</summary>
    [TestClass]
    public class CrowdTests
    {
        [TestMethod]
        [DataRow(5)]
        [DataRow(4)]
        public void Handler_hears_of_its_acknowledgement_behind_a_message_for_which_there_is_no_room(int version)
        {
            AnsweringHandler handler = new AnsweringHandler();
            Play.Run(Options(version, 1), SceneAsync);
            Assert.AreEqual("5 6 ", handler.Heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                handler.Client = client;
                await broker.AcceptAsync(Packet.Accept(version));
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", handler.HandleAsync), Packet.Granted(version));
                await broker.AskAsync(Packet.Message(version, 5) + Packet.Message(version, 6), Packet.Reply(version, 2, 5));
                await broker.AskAsync("40020002", "40020005" + Packet.Reply(version, 3, 6));
                await broker.AskAsync("40020003", "40020006");
                Assert.AreEqual(0, client.Dropped);
            }
        }

        [TestMethod]
        [DataRow(5)]
        [DataRow(4)]
        public void More_than_twice_as_many_come_again_by_another_connection_in_a_session_that_is_kept(int version)
        {
            AnsweringHandler handler = new AnsweringHandler();
            MqttOptions options = Options(version, 1);
            options.CleanStart = version == 5;

            // Nothing has failed: it does not wait for so long.
            options.MaxReconnectDelay = options.MinReconnectDelay = 60000;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("5 6 7 8 ", handler.Heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                handler.Client = client;
                await broker.AcceptAsync(Packet.Accept(version));
                MqttSubscription subscription = new MqttSubscription("t", handler.HandleAsync);
                Awaitable subscribed = client.SubscribeAsync(subscription);
                string number = (await broker.ReadPacketAsync()).Substring(4, 4);
                await broker.SendAsync((version == 5 ? "9004" + number + "00" : "9003" + number) + "01");
                await subscribed;
                await broker.SendAsync(Packet.Message(version, 5) + Packet.Message(version, 6) + Packet.Message(version, 7));
                await AnswerAsync(broker, version, 5, string.Empty);

                // There is room for this one, but not before the one that was passed over.
                await broker.SendAsync(Packet.Message(version, 8));
                await AnswerAsync(broker, version, 6, "40020005");

                // What was passed over is asked for when the others are handled.
                await broker.ExpectAsync("40020006" + "E000");
                broker.Drop();
                await broker.AcceptAsync(Packet.Resume(version));
                await broker.SendAsync(Packet.Again(version, 7, 7) + Packet.Again(version, 8, 8));
                await AnswerAsync(broker, version, 7, string.Empty);
                await AnswerAsync(broker, version, 8, "40020007");
                await broker.ExpectAsync("40020008");
                Assert.AreEqual(2, client.Connections);
                Assert.AreEqual(0, client.Dropped);
            }
        }

        [TestMethod]
        [DataRow(5, true, "4003000797")]
        [DataRow(5, false, "4003000797")]
        [DataRow(4, true, "40020007")]
        public void More_than_twice_as_many_are_dropped_where_the_broker_would_not_send_them_again(int version, bool reconnects, string refused)
        {
            AnsweringHandler handler = new AnsweringHandler();
            MqttOptions options = Options(version, 1);
            options.SessionExpiry = reconnects ? 0 : 300;
            options.Reconnect = reconnects;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("5 6 8 ", handler.Heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                handler.Client = client;
                await broker.AcceptAsync(Packet.Accept(version));
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", handler.HandleAsync), Packet.Granted(version));
                await broker.AskAsync(Packet.Message(version, 5) + Packet.Message(version, 6) + Packet.Message(version, 7), Packet.Reply(version, 2, 5) + refused);
                await broker.AskAsync("40020002", "40020005" + Packet.Reply(version, 3, 6));
                await broker.AskAsync("40020003", "40020006");
                Assert.AreEqual(1, client.Dropped);
                await broker.AskAsync(Packet.Message(version, 8), Packet.Reply(version, 4, 8));
                await broker.AskAsync("40020004", "40020008");
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
                await Play.SubscribeAsync(broker, client, messages, Packet.Granted(4));
                Coroutine reading = EventLoop.Current.CreateTask(ReadAsync());
                await broker.AskAsync(Packet.Message(4, 5) + Packet.Message(4, 6) + Packet.Message(4, 7), Packet.Reply(4, 2, 5) + "40020005");
                await broker.AskAsync("40020002", Packet.Reply(4, 3, 6) + "40020006");
                await broker.AskAsync("40020003", Packet.Reply(4, 4, 7) + "40020007");
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
                await Play.SubscribeAsync(broker, client, messages, Packet.Message(4, 5) + Packet.Message(4, 6) + Packet.Granted(4));
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
            AnsweringHandler handler = new AnsweringHandler();
            MqttOptions options = Options(5, 16);
            options.MaxPacketSize = 128;
            Play.Run(options, SceneAsync);
            Assert.AreEqual(qos == 1 ? "5 long " : "5 ", handler.Heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                handler.Client = client;
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", handler.HandleAsync) { TakesStreams = true }, Packet.Granted(5));
                await broker.AskAsync(Packet.Message(5, 5) + Packet.Long(qos == 1 ? "32" : "30"), Packet.Reply(5, 2, 5));

                if (qos == 0)
                {
                    await broker.AskAsync("40020002", "40020005");
                    Assert.AreEqual(1, client.Dropped);
                    Assert.AreEqual(1, client.Connections);
                    return;
                }

                await broker.AskAsync("40020002", "40020005" + "E000");
                broker.Drop();
                await broker.AcceptAsync(Packet.Resume(5));
                await broker.AskAsync(Packet.Long("3A"), "40020007");
                Assert.AreEqual(0, client.Dropped);
            }
        }

        [TestMethod]
        [DataRow(300)]
        [DataRow(0)]
        public void Alias_that_comes_with_a_message_for_which_there_is_no_room_is_known(int expiry)
        {
            string heard = string.Empty;
            MqttOptions options = Options(5, 1);
            options.TopicAliases = 1;
            options.SessionExpiry = expiry;
            Play.Run(options, SceneAsync);
            Assert.AreEqual(expiry == 0 ? "t5 t6 u9 " : "t5 t6 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("+", HandleAsync), Packet.Granted(5));

                // The third one names an alias, by which those of QoS 0 are known.
                await broker.SendAsync(Packet.Message(5, 5) + Packet.Message(5, 6) + "320A" + "000175" + "0007" + "0323000137" + "3007" + "0000" + "0323000138");
                await AnswerAsync(broker, 5, 5, string.Empty);
                await AnswerAsync(broker, 5, 6, (expiry == 0 ? "4003000797" : string.Empty) + "40020005");
                await broker.ExpectAsync("40020006" + (expiry == 0 ? string.Empty : "E000"));

                if (expiry == 0)
                {
                    await broker.AskAsync("3007" + "0000" + "0323000139" + "6202000F", "7003000F92");
                }

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += message.Topic + message.Text + " ";

                    if (message.Qos != MqttQos.AtMostOnce)
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
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Packet.Granted(4));

                // It is somebody else who waits for this one's acknowledgement.
                Awaitable other = client.PublishAsync("o", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync(Packet.Reply(4, 2, 1));
                await broker.SendAsync(Packet.Message(4, 5) + Packet.Message(4, 6) + Packet.Message(4, 7) + "40020002");

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

        private static MqttOptions Options(int version, int receiveMaximum)
        {
            MqttOptions options = Play.Options((MqttVersion)version);
            options.ReceiveMaximum = receiveMaximum;
            return options;
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
