using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Handlers and readers that do what they please.</summary>
    [TestClass]
    public class TakingTests
    {
        // Of a payload that no socket takes at once.
        private const int Length = 12000;

        [TestMethod]
        public void Payload_of_QoS_0_may_be_changed_when_the_await_has_ended()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.UntilConnectedAsync(client);
                byte[] payload = Encoding.UTF8.GetBytes(new string('x', Length));
                Coroutine publishing = EventLoop.Current.CreateTask(PublishAsync(client, payload));
                string text = await broker.ReadTextAsync();
                await publishing;
                Assert.IsTrue(text.IndexOf('y') < 0);
                Assert.AreEqual(Length - 2 + 1, text.Length);
                Assert.AreEqual(0, client.Queued);
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("300400017431");
            }

            static async Coroutine PublishAsync(MqttClient client, byte[] payload)
            {
                await client.PublishAsync("t", payload);

                for (int i = 0; i < payload.Length; i++)
                {
                    payload[i] = (byte)'y';
                }
            }
        }

        [TestMethod]
        [DataRow("2003010000")]
        [DataRow("2003000000")]
        public void Long_payload_of_QoS_0_that_is_not_sent_whole_is_sent_again_as_new(string accept)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client);
                Awaitable published = client.PublishAsync("t", Encoding.UTF8.GetBytes(new string('x', Length)));
                broker.Drop();
                await broker.AcceptAsync(accept);
                string text = await broker.ReadTextAsync();
                Assert.AreEqual(Length - 2 + 1 + 1, text.Length);
                await published;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Refusal_of_a_subscription_does_not_end_a_later_one_with_its_filter()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual("B1 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.UntilConnectedAsync(client);
                Awaitable first = client.SubscribeAsync(new MqttSubscription("t", message => HandleAsync("A", message)));
                Awaitable second = client.SubscribeAsync(new MqttSubscription("t", message => HandleAsync("B", message)));
                await broker.ExpectAsync("820600010001" + "7401" + "820600020001" + "7401");
                await broker.SendAsync("9003000180" + "9003000201" + "320600017400" + "0531");
                Assert.AreEqual(0x80, await Play.ReasonAsync(first));
                await second;
                await broker.ExpectAsync("40020005");
            }

            async Coroutine HandleAsync(string who, MqttMessage message)
            {
                heard += who + message.Text + " ";
            }
        }

        [TestMethod]
        public void Handler_that_keeps_the_client_from_reading_does_not_make_the_broker_a_silent_one()
        {
            int handled = 0;
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.ReceiveMaximum = 1;
            options.KeepAlive = 1;
            Play.Run(options, SceneAsync);
            Assert.AreEqual(2, handled);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), "9003000101");
                await broker.SendAsync("320600017400" + "0531" + "320600017400" + "0632");

                for (int i = 0; i < 3; i++)
                {
                    await broker.AskAsync("D000", "C000");
                }

                Assert.AreEqual(1, client.Connections);

                while (handled < 2)
                {
                    goOn.WakeAll();
                    await Coroutine.Yield();
                }

                await broker.ExpectAsync("40020005" + "40020006");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    handled++;
                }
            }
        }

        [TestMethod]
        public void Subscribing_again_loses_nothing_that_waits_to_be_read()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, messages, "9003000101" + "320600017400" + "0531" + "320600017400" + "0632");
                await client.PublishAsync("a", "1");
                await broker.ReadPacketAsync();
                await Play.SubscribeAsync(broker, client, messages, "9003000201");
                Assert.AreEqual("1", (await messages.ReadAsync()).Text);
                Assert.AreEqual("2", (await messages.ReadAsync()).Text);
                await broker.ExpectAsync("40020005" + "40020006");
            }
        }

        [TestMethod]
        public void Two_readers_of_a_sequence_get_a_message_each_and_null_at_the_end()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, messages, "9003000101");
                string heard = string.Empty;
                Coroutine first = EventLoop.Current.CreateTask(ReadAsync());
                Coroutine second = EventLoop.Current.CreateTask(ReadAsync());
                await broker.SendAsync("300400017431" + "300400017432" + "300400017433");

                while (heard.Length < 3)
                {
                    await Coroutine.Delay(1);
                }

                client.Dispose();
                await first;
                await second;
                Assert.AreEqual("123--", heard);
                Assert.IsNull(await messages.ReadAsync());

                async Coroutine ReadAsync()
                {
                    for (MqttMessage message; (message = await messages.ReadAsync()) != null;)
                    {
                        heard += message.Text;
                        await Coroutine.Yield();
                    }

                    heard += "-";
                }
            }
        }

        [TestMethod]
        public void Message_of_QoS_2_that_comes_again_while_it_is_handled_is_handled_once()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("1 2 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce), "900400010002" + "3407000174000600" + "31");
                await client.PublishAsync("a", "1");
                await broker.ReadPacketAsync();
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.SendAsync("3C07000174000600" + "31");

                while (heard.Length < 2)
                {
                    goOn.WakeAll();
                    await Coroutine.Delay(1);
                }

                await broker.ExpectAsync("50020006");
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.AskAsync("62020006", "70020006");
                await broker.AskAsync("62020006", "7003000692");

                await broker.SendAsync("3407000174000700" + "32");

                while (heard.Length < 4)
                {
                    goOn.WakeAll();
                    await Coroutine.Delay(1);
                }

                await broker.ExpectAsync("50020007");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    heard += message.Text + " ";
                }
            }
        }

        [TestMethod]
        public void Handler_that_throws_or_ends_its_subscription_is_acknowledged_and_others_go_on()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual("1!2.3", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                EventLoop.Current.ExceptionHandler = (task, exception) => heard += exception.Message;
                MqttSubscription subscription = null;
                subscription = new MqttSubscription("t", HandleAsync);
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, subscription, "9003000101" + "320600017400" + "0531" + "320600017400" + "0632");
                await broker.ExpectAsync("40020005" + "A205000200" + "0174");
                await broker.SendAsync("B0020002");
                await broker.ExpectAsync("40020006");
                await broker.AskAsync("3206000174" + "00" + "0733", "40020007");
                heard += "3";

                async Coroutine HandleAsync(MqttMessage message)
                {
                    heard += message.Text;

                    if (message.Text == "1")
                    {
                        throw new InvalidOperationException("!");
                    }

                    await client.UnsubscribeAsync(subscription);
                    heard += ".";
                }
            }
        }

        [TestMethod]
        public void Stream_handler_takes_short_messages()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual("12+34+4 0 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                EventLoop.Current.ExceptionHandler = (task, exception) => heard += exception.Message;
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync) { TakesStreams = true }, "9003000101");
                await broker.AskAsync("320900017400" + "0531323334", "40020005");
                await broker.AskAsync("320500017400" + "06", "40020006");
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                byte[] part = new byte[2];

                for (int read; (read = await message.ReadAsync(part, 0, part.Length)) > 0;)
                {
                    heard += Encoding.UTF8.GetString(part, 0, read) + "+";
                }

                heard += message.Length + " ";
            }
        }
    }
}
