using System;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Programs that wait no longer for what they have asked of a client, and queues that are full.</summary>
    [TestClass]
    public class GivingUpTests
    {
        [TestMethod]
        public void Messages_whose_publishers_give_up_stay_within_the_queue()
        {
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.MaxQueued = 2;
            Play.RunStopped(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                for (int i = 1; i <= 5; i++)
                {
                    await GiveUpAsync(client.PublishAsync("t", i.ToString(), MqttQos.AtLeastOnce));
                }

                Assert.AreEqual(2, client.Queued);
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await broker.ExpectAsync("3206000174000131" + "3206000174000232");
                Awaitable last = client.PublishAsync("t", "6", MqttQos.AtLeastOnce);
                await broker.SendAsync("40020001" + "40020002");
                Coroutine waiting = EventLoop.Current.CreateTask(WaitAsync(last));
                await broker.ExpectAsync("3206000174000336");
                await broker.SendAsync("40020003");
                await waiting;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        [DataRow(0, "300400017431" + "3206000174000132" + "300400017433", "0 0 0")]
        [DataRow(1, "300400017431", "0 151 151")]
        [DataRow(2, "300400017433", "151 151 0")]
        public void Full_queue_does_as_it_was_told_and_who_is_dropped_learns_it(int overflow, string sent, string outcomes)
        {
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.MaxQueued = 1;
            options.Overflow = (MqttOverflow)overflow;
            Play.RunStopped(options, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine<int> first = Play.ReasonAsync(client.PublishAsync("t", "1"));
                Coroutine<int> second = Play.ReasonAsync(client.PublishAsync("t", "2", MqttQos.AtLeastOnce));
                Coroutine<int> third = Play.ReasonAsync(client.PublishAsync("t", "3"));
                _ = EventLoop.Current.CreateTask(first);
                _ = EventLoop.Current.CreateTask(second);
                _ = EventLoop.Current.CreateTask(third);
                await Coroutine.Yield();
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await broker.ExpectAsync(sent);
                await broker.SendAsync("40020001");
                Assert.AreEqual(outcomes, (await first) + " " + (await second) + " " + (await third));
            }
        }

        [TestMethod]
        public void Who_subscribes_again_and_again_to_a_broker_that_is_away_is_subscribed_once()
        {
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription left = new MqttSubscription("u");

                for (int i = 1; i <= 3; i++)
                {
                    await GiveUpAsync(client.SubscribeAsync(new MqttSubscription("t")));
                    await GiveUpAsync(client.SubscribeAsync(left));
                }

                await GiveUpAsync(client.UnsubscribeAsync(left));
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept3);
                await broker.ExpectAsync("820600010001" + "7401" + "A20500020001" + "75");
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("300400017431");
            }
        }

        [TestMethod]
        public void Subscription_and_its_end_that_nobody_waits_for_are_asked_for_however_full_the_queue_is()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription left = new MqttSubscription("u");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, left, "9004000100" + "01");
                broker.Drop();

                while (client.IsConnected)
                {
                    await Coroutine.Yield();
                }

                // The second one waits for room: the queue is beyond its bounds.
                Coroutine first = EventLoop.Current.CreateTask(WaitAsync(client.PublishAsync("t", "1")));
                Coroutine second = EventLoop.Current.CreateTask(WaitAsync(client.PublishAsync("t", "2")));
                await Coroutine.Yield();
                await GiveUpAsync(client.SubscribeAsync(new MqttSubscription("t")));
                await GiveUpAsync(client.UnsubscribeAsync(left));
                await broker.AcceptAsync("2003010000");
                await broker.ExpectAsync("30050001740031" + "30050001740032" + "82070002000001" + "7401" + "A2060003000001" + "75");
                await first;
                await second;
            }
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        public void ConnectAsync_that_is_given_up_may_be_tried_again(int stage)
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                int slots = EventLoop.Current.FreeSlots;
                Coroutine connecting = EventLoop.Current.CreateTask(client.ConnectAsync());

                if (stage == 1)
                {
                    await broker.AcceptAsync("20");
                }
                else
                {
                    await Coroutine.Yield();
                }

                connecting.Cancel();

                try
                {
                    await connecting;
                }
                catch (CanceledException)
                {
                }

                if (stage == 1)
                {
                    await broker.ExpectAsync(string.Empty);
                    broker.Drop();
                }

                connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync(FakeBroker.Accept5);
                await connecting;
                Assert.IsTrue(client.IsConnected);
                Assert.AreEqual(1, client.Connections);
            }
        }

        [TestMethod]
        public void Nothing_is_published_twice_when_its_publisher_gives_up_at_any_stage()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await GiveUpAsync(client.PublishAsync("t", "1", MqttQos.ExactlyOnce));
                await broker.ExpectAsync("3407000174000100" + "31");
                await broker.AskAsync("50020001", "62020001");
                await GiveUpAsync(client.PublishAsync("t", "2", MqttQos.ExactlyOnce));
                await broker.ExpectAsync("3407000174000200" + "32");
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.ExpectAsync("62020001" + "3C07000174000200" + "32");
                await broker.SendAsync("70020001");
                await broker.AskAsync("50020002", "62020002");
                await broker.SendAsync("70020002");
                Awaitable last = client.PublishAsync("t", "3", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000174000300" + "33");
                await broker.SendAsync("40020003");
                await last;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Reader_that_gives_up_loses_no_message()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, messages, "9003000101");
                int next = 1;

                for (int i = 1; i <= 9; i++)
                {
                    await broker.SendAsync("320600017400" + i.ToString("X2") + "3" + i);

                    for (int j = 0; next <= i; j++)
                    {
                        MqttMessage message = null;

                        try
                        {
                            message = await ReadAsync(messages).WaitAsync(j % 3);
                        }
                        catch (TimeoutException)
                        {
                        }

                        if (message != null)
                        {
                            Assert.AreEqual(next.ToString(), message.Text);
                            next++;
                        }
                    }

                    await broker.ExpectAsync("400200" + i.ToString("X2"));
                }
            }

            static async Coroutine<MqttMessage> ReadAsync(MqttSubscription messages)
            {
                return await messages.ReadAsync();
            }
        }

        private static async Coroutine WaitAsync(Awaitable what)
        {
            await what;
        }

        private static async Coroutine GiveUpAsync(Awaitable what)
        {
            try
            {
                await what.WaitAsync(0);
                Assert.IsTrue(false, "done");
            }
            catch (TimeoutException)
            {
            }
        }
    }
}
