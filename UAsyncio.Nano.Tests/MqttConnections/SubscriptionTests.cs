using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Subscriptions that are asked for early, again, or refused.</summary>
    [TestClass]
    public class SubscriptionTests
    {
        [TestMethod]
        public void Subscription_that_has_ended_begins_anew()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, messages, "900400010001");
                Awaitable ended = client.UnsubscribeAsync(messages);
                await broker.ReadPacketAsync();
                await broker.SendAsync("B00400020000");
                await ended;
                Assert.IsNull(await messages.ReadAsync());
                await Play.SubscribeAsync(broker, client, messages, "900400030001" + "300500017400" + "31");
                Assert.AreEqual("1", (await messages.ReadAsync()).Text);
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Subscription_with_the_filter_of_an_earlier_one_takes_its_place_before_others(bool isTheSame)
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("t1 t2 u3 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription first = new MqttSubscription("t", HearAsync);
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, first, "900400010001");
                await Play.SubscribeAsync(broker, client, new MqttSubscription("+", HearOtherAsync), "900400020001");
                await broker.AskAsync("3207000174000500" + "31", "40020005");
                await Play.SubscribeAsync(broker, client, isTheSame ? first : new MqttSubscription("t", HearAsync), "900400030001");
                await broker.AskAsync("3207000174000600" + "32" + "3207000175000700" + "33", "40020006" + "40020007");
            }

            async Coroutine HearAsync(MqttMessage message)
            {
                heard += "t" + message.Text + " ";
            }

            async Coroutine HearOtherAsync(MqttMessage message)
            {
                heard += "u" + message.Text + " ";
            }
        }

        [TestMethod]
        public void Messages_that_wait_when_their_subscription_ends_are_acknowledged_and_not_read()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, messages, "900400010001");
                await broker.AskAsync("3207000174000500" + "31" + "3207000174000600" + "32" + "62020009", "7003000992");
                _ = client.UnsubscribeAsync(messages);
                await broker.ExpectAsync("A206000200000174" + "40020005" + "40020006");
                Assert.IsNull(await messages.ReadAsync());
            }
        }

        [TestMethod]
        public void Subscription_is_of_one_client_until_it_ends_or_the_client_is_closed()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttClient other = new MqttClient(Play.Options(MqttVersion.V5));
                MqttSubscription first = new MqttSubscription("t");
                MqttSubscription second = new MqttSubscription("u");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, first, "900400010001");
                await Play.SubscribeAsync(broker, client, second, "900400020001");
                Expect.Throws(typeof(InvalidOperationException), () => other.SubscribeAsync(first));

                // It is where it was, before the second one.
                await broker.SendAsync("300500017400" + "31" + "300500017500" + "32");
                Assert.AreEqual("1", (await first.ReadAsync()).Text);
                Assert.AreEqual("2", (await second.ReadAsync()).Text);
                _ = client.UnsubscribeAsync(first);
                await broker.ReadPacketAsync();
                _ = other.SubscribeAsync(first);
                Expect.Throws(typeof(InvalidOperationException), () => client.SubscribeAsync(first));
                other.Dispose();
                await Play.SubscribeAsync(broker, client, first, "B00400030000" + "900400040001");

                // Closed once more, it has nothing to end.
                other.Dispose();
                await broker.SendAsync("300500017400" + "33");
                Assert.AreEqual("3", (await first.ReadAsync()).Text);
            }
        }

        [TestMethod]
        public void Where_the_session_is_lost_subscriptions_go_out_before_what_waits_as_an_answer_may_come_to_it()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxInFlight = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t"), "900400010001");
                await Play.SubscribeAsync(broker, client, new MqttSubscription("u"), "900400020001");
                broker.Drop();

                while (client.IsConnected)
                {
                    await Coroutine.Delay(1);
                }

                _ = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                _ = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.ExpectAsync("82070003" + "00" + "00017401" + "82070004" + "00" + "00017501" + "3207000174" + "0005" + "00" + "31");
                await broker.SendAsync("900400030001" + "900400040001");
                await broker.AskAsync("40020005", "3207000174" + "0006" + "00" + "32");
                await broker.SendAsync("40020006");
            }
        }

        [TestMethod]
        public void Message_to_the_topic_of_a_filter_goes_out_and_nobody_takes_it_for_a_subscription()
        {
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                _ = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                _ = client.SubscribeAsync(messages);
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await broker.ExpectAsync("3206000174" + "0001" + "31" + "82060002" + "00017401");
                await broker.SendAsync("40020001");
                Awaitable published = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                _ = client.SubscribeAsync(new MqttSubscription("u"));
                await broker.ExpectAsync("3206000174" + "0003" + "32" + "82060004" + "00017501");

                // The one to t is refused, and it has no other.
                await broker.SendAsync("9003000280" + "40020003");
                await published;
                Assert.IsNull(await messages.ReadAsync());
            }
        }

        [TestMethod]
        public void Who_waits_for_a_subscription_hears_of_his_own()
        {
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine<int> first = Play.ReasonAsync(client.SubscribeAsync(new MqttSubscription("t")));
                _ = EventLoop.Current.CreateTask(first);
                await Coroutine.Yield();
                Coroutine<int> second = Play.ReasonAsync(client.SubscribeAsync(new MqttSubscription("t", null, MqttQos.ExactlyOnce)));
                _ = EventLoop.Current.CreateTask(second);
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await broker.ExpectAsync("82060001" + "00017401" + "82060002" + "00017402");
                await broker.SendAsync("9003000180" + "9003000202");
                Assert.AreEqual(0x80, await first);
                Assert.AreEqual(0, await second);
            }
        }

        [TestMethod]
        public void Messages_are_handled_though_an_attempt_to_connect_has_failed_before()
        {
            string heard = string.Empty;
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                _ = client.SubscribeAsync(new MqttSubscription("t", HandleAsync));

                for (int i = 0; i < 2; i++)
                {
                    Coroutine<int> connecting = Play.ReasonAsync(client.ConnectAsync());
                    _ = EventLoop.Current.CreateTask(connecting);
                    await broker.AcceptAsync(i == 0 ? "2003008700" : FakeBroker.Accept5);
                    Assert.AreEqual(i == 0 ? 0x87 : 0, await connecting);

                    if (i == 0)
                    {
                        broker.Drop();
                    }
                }

                await broker.ExpectAsync("820700010000017401");
                await broker.AskAsync("900400010001" + "3207000174000500" + "31", "40020005");
                Assert.AreEqual("1", heard);
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text;
            }
        }
    }
}
