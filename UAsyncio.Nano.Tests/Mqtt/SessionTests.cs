using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What outlives a connection, and what does not.</summary>
    [TestClass]
    public class SessionTests
    {
        private const string Resume5 = "2003010000";

        [TestMethod]
        public void Unacknowledged_messages_are_sent_again_as_they_were_and_in_order()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Awaitable third = client.PublishAsync("t", "3", MqttQos.ExactlyOnce);
                await broker.ExpectAsync("3407000174000100" + "31" + "3207000174000200" + "32" + "3407000174000300" + "33");
                await broker.AskAsync("50020001", "62020001");
                broker.Drop();

                // Without Clean Start. What the broker has is released, not sent again.
                Assert.AreEqual("101600044D51545405" + "00003C08110000012C210010000163", await broker.AcceptAsync(Resume5));
                await broker.ExpectAsync("62020001" + "3A07000174000200" + "32" + "3C07000174000300" + "33");
                await broker.SendAsync("70020001" + "40020002" + "50020003");
                await first;
                await second;
                await broker.ExpectAsync("62020003");
                await broker.SendAsync("70020003");
                await third;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Session_of_3_1_1_goes_on_where_the_client_wants_it()
        {
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.CleanStart = false;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Assert.AreEqual("100D00044D51545404" + "00003C000163", await broker.AcceptAsync(FakeBroker.Accept3));
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                string one = (await broker.ReadPacketAsync()).Substring(10, 4);
                string two = (await broker.ReadPacketAsync()).Substring(10, 4);
                await broker.AskAsync("5002" + one, "6202" + one);
                broker.Drop();
                Assert.AreEqual("100D00044D51545404" + "00003C000163", await broker.AcceptAsync("20020100"));
                await broker.ExpectAsync("6202" + one + "3A06000174" + two + "32");
                await broker.SendAsync("7002" + one + "4002" + two);
                await first;
                await second;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Session_that_the_broker_has_lost_begins_anew()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable subscribed = client.SubscribeAsync(new MqttSubscription("t"));
                await broker.ExpectAsync("820700010000017401");
                await broker.SendAsync("900400010001");
                await subscribed;
                Awaitable published = client.PublishAsync("u", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000175000200" + "31");
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.ExpectAsync("820700030000017401" + "3207000175000200" + "31");
                await broker.SendAsync("900400030001" + "40020002");
                await published;
                Assert.IsFalse(client.SessionPresent);
            }
        }

        [TestMethod]
        public void Aliases_are_given_anew_by_each_connection()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                for (int i = 0; i < 2; i++)
                {
                    await broker.AcceptAsync(i == 0 ? "2006000003220001" : "2006010003220001");

                    await Play.UntilConnectedAsync(client);

                    await client.PublishAsync("t", "1");
                    await broker.ExpectAsync("3008000174" + "03230001" + "31");

                    if (i == 0)
                    {
                        broker.Drop();

                        while (client.IsConnected)
                        {
                            await Coroutine.Delay(1);
                        }
                    }
                }
            }
        }

        [TestMethod]
        public void Number_that_was_released_is_that_of_a_new_message()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("1 2 3 4 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002");

                for (int i = 0; i < 2; i++)
                {
                    await broker.AskAsync("3407000174000600" + (i == 0 ? "31" : "32"), "50020006");
                    await broker.AskAsync("62020006", "70020006");
                }

                for (int i = 0; i < 2; i++)
                {
                    await broker.AskAsync("3A07000174000600" + (i == 0 ? "33" : "34"), "40020006");
                }

                // Nobody has subscribed to this one: it is acknowledged all the same.
                await broker.AskAsync("3206000175000700", "40020007");
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text + " ";
            }
        }

        [TestMethod]
        public void Message_that_was_refused_is_not_sent_again()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable refused = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                await broker.ReadPacketAsync();

                // The broker says why, in words.
                await broker.SendAsync("500900019705" + "1F0002" + "6E6F");
                string said = null;

                try
                {
                    await refused;
                }
                catch (MqttException exception)
                {
                    said = (int)exception.Reason + exception.Message;
                }

                Assert.AreEqual("151no", said);
                broker.Drop();
                await broker.AcceptAsync(Resume5);
                await client.PublishAsync("t", "2");
                await broker.ExpectAsync("3005000174" + "0032");
            }
        }

        [TestMethod]
        public void Broker_says_how_long_there_may_be_silence()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // Server Keep Alive: 1 s.
                await broker.AcceptAsync("2006000003130001");
                await broker.ExpectAsync("C000");
                await broker.AskAsync("D000", "C000");
                Assert.AreEqual(1, client.Connections);

                // Silence has taken its buffers, which are made again.
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("3005000174" + "0031");
            }
        }

        [TestMethod]
        public void Message_that_is_read_as_a_stream_ends_with_its_connection()
        {
            string outcome = "none";
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("lost", outcome);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();

                // Server Keep Alive: 1 s.
                await broker.AcceptAsync("2006000003130001");
                Awaitable subscribing = client.SubscribeAsync(new MqttSubscription("t", HandleAsync) { TakesStreams = true });
                await broker.ReadPacketAsync();

                // Of 1,500 bytes there come 1,204: the handler is called when a kilobyte is there, and the rest never comes.
                await broker.SendAsync("900400010000" + "30DF0B" + "000174" + "00" + new string('0', 2400));
                await subscribing;
                await broker.ExpectAsync("C000");
                Assert.AreEqual("begun", outcome);
                await broker.ExpectAsync(string.Empty);
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);

                while (client.Connections < 2)
                {
                    await Coroutine.Delay(1);
                }

                // The new connection's bytes are not the handler's.
                goOn.WakeAll();
                await broker.ReadPacketAsync();
                await broker.SendAsync("900400020000");

                while (outcome == "begun")
                {
                    await Coroutine.Delay(1);
                }

                async Coroutine HandleAsync(MqttMessage message)
                {
                    outcome = "begun";
                    await goOn;

                    try
                    {
                        await message.ReadAsync(new byte[1500], 0, 1500);
                        outcome = "read";
                    }
                    catch (MqttException exception)
                    {
                        outcome = exception.Reason == MqttReason.ConnectionLost ? "lost" : "other";
                    }
                }
            }
        }

        [TestMethod]
        public void Client_takes_a_slot_and_a_timer_and_another_slot_for_what_it_subscribes_to()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                EventLoop loop = EventLoop.Current;
                int slots = loop.FreeSlots;
                int timers = loop.FreeTimers;
                Coroutine connecting = loop.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync(FakeBroker.Accept5);
                await connecting;
                Assert.AreEqual(slots - 1, loop.FreeSlots);
                Assert.AreEqual(timers - 1, loop.FreeTimers);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t"), "900400010001");
                Assert.AreEqual(slots - 2, loop.FreeSlots);
                Assert.AreEqual(timers - 1, loop.FreeTimers);
            }
        }

        [TestMethod]
        public void DISCONNECT_is_the_last_packet_and_the_connection_is_closed()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync("t", "1");
                Coroutine leaving = EventLoop.Current.CreateTask(client.DisconnectAsync());
                await broker.ExpectAsync("3005000174" + "0031" + "E000");
                await broker.ExpectAsync(string.Empty);
                await leaving;
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        [DataRow("#/a")]
        [DataRow("a#")]
        [DataRow("a+/b")]
        [DataRow("")]
        [DataRow("$share/g")]
        [DataRow("$share//a")]
        [DataRow("$share/+/a")]
        public void Filter_that_is_none_is_refused(string filter)
        {
            Expect.Throws(typeof(ArgumentException), () => new MqttSubscription(filter));
        }
    }
}
