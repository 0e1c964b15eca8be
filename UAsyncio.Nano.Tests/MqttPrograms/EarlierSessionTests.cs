using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Sessions of which the client does not know all: of an earlier run, and where an answer has not come.</summary>
    [TestClass]
    public class EarlierSessionTests
    {
        private const string Resume = "2003010000";

        [TestMethod]
        [DataRow(Resume)]
        [DataRow(FakeBroker.Accept5)]
        public void Numbers_that_an_earlier_run_has_left_are_not_used_at_once_whatever_the_broker_says(string accept)
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.CleanStart = false;
            Play.Run(options, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // To this broker a message with the number 1 would be the one that it has already.
                await broker.AcceptAsync(accept);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                string number = (await broker.ReadPacketAsync()).Substring(10, 4);
                Assert.IsTrue(number[0] >= '8', number);
                await broker.AskAsync("5002" + number, "6202" + number);
                await broker.SendAsync("7002" + number);
                await published;
            }
        }

        [TestMethod]
        public void Numbers_of_two_runs_begin_differently()
        {
            string[] numbers = new string[2];

            for (int i = 0; i < 2; i++)
            {
                MqttOptions options = Play.Options(MqttVersion.V5);
                options.CleanStart = false;
                Play.RunStopped(options, SceneAsync);

                async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
                {
                    await Coroutine.Delay(10);
                    client.Start();
                    await broker.AcceptAsync(FakeBroker.Accept5);
                    _ = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                    numbers[i] = (await broker.ReadPacketAsync()).Substring(10, 4);
                }
            }

            Assert.AreNotEqual(numbers[0], numbers[1]);
        }

        [TestMethod]
        public void Message_that_a_broker_has_got_and_says_it_has_not_comes_once()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.ExactlyOnce);
                await broker.ExpectAsync("3407000174000100" + "31" + "3407000174000200" + "32");
                await broker.AskAsync("50020001", "62020001");
                broker.Drop();

                // As new, by the number that it has.
                await broker.AcceptAsync(FakeBroker.Accept5);
                await first;
                await broker.ExpectAsync("3407000174000200" + "32");
                await broker.AskAsync("50020002", "62020002");
                await broker.SendAsync("70020002");
                await second;
            }
        }

        [TestMethod]
        public void Broker_whose_answer_to_CONNECT_was_not_heard_is_asked_for_the_subscriptions_again()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t"), "900400010001");
                broker.Drop();

                // It has lost the session and begun another; half of its answer comes.
                await broker.AcceptAsync("2003");
                broker.Drop();
                await broker.AcceptAsync(Resume);
                await broker.ExpectAsync("820700020000017401");
                await broker.SendAsync("900400020001");
                broker.Drop();
                await broker.AcceptAsync(Resume);
                await client.PublishAsync("t", "1");
                await client.PublishAsync("t", "2");
                await broker.ExpectAsync("30050001740031" + "30050001740032");
            }
        }

        [TestMethod]
        public void Subscription_is_kept_whose_earlier_end_the_broker_has_not_answered()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription subscription = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, subscription, "900400010001");
                Awaitable end = client.UnsubscribeAsync(subscription);
                Awaitable again = client.SubscribeAsync(subscription);
                await broker.ExpectAsync("A206000200000174" + "820700030000017401");
                await broker.SendAsync("900400030001");
                await again;
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.ExpectAsync("A206000200000174" + "820700040000017401");
                await broker.SendAsync("B00400020000");
                await end;
            }
        }
    }
}
