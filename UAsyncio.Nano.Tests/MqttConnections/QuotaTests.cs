using System;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>How many messages are under way, and which ones wait, go or stay where more are published.</summary>
    [TestClass]
    public class QuotaTests
    {
        [TestMethod]
        [DataRow(2, 16, FakeBroker.Accept5)]
        [DataRow(2, 16, "2006000003210005")]
        [DataRow(8, 16, "2006000003210002")]
        [DataRow(8, 2, FakeBroker.Accept5)]
        public void No_more_are_under_way_than_either_side_wants(int inFlight, int queued, string accept)
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxInFlight = inFlight;
            options.MaxQueued = queued;
            Play.RunStopped(options, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // One of QoS 0 waits for the connection, and does not count.
                _ = client.PublishAsync("t", "0");
                client.Start();
                await broker.AcceptAsync(accept);
                await Play.UntilConnectedAsync(client);
                await broker.ExpectAsync("3005000174" + "0030");
                _ = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                _ = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Coroutine<int> third = Play.ReasonAsync(client.PublishAsync("t", "3", MqttQos.AtLeastOnce));
                _ = EventLoop.Current.CreateTask(third);
                await broker.ExpectAsync("3207000174000100" + "31" + "3207000174000200" + "32");

                // An answer to this comes at once, and nothing before it.
                await broker.AskAsync("62020009", "7003000992");
                await broker.AskAsync("40020001", "3207000174000300" + "33");
                await broker.SendAsync("40020002" + "40020003");
                Assert.AreEqual(0, await third);
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Oldest_that_is_dropped_is_none_that_the_broker_may_have_and_no_subscription()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 2;
            options.MaxInFlight = 1;
            options.Overflow = MqttOverflow.DropOldest;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client);
                Awaitable sent = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Awaitable third = client.PublishAsync("t", "3", MqttQos.AtLeastOnce);
                Assert.AreEqual((int)MqttReason.QuotaExceeded, await Play.ReasonAsync(second));
                await broker.ExpectAsync("3207000174000100" + "31");
                broker.Drop();

                while (client.IsConnected)
                {
                    await Coroutine.Delay(1);
                }

                Awaitable subscribed = client.SubscribeAsync(new MqttSubscription("s"));
                Awaitable fourth = client.PublishAsync("t", "4", MqttQos.AtLeastOnce);
                Assert.AreEqual((int)MqttReason.QuotaExceeded, await Play.ReasonAsync(third));
                await broker.AcceptAsync("2003010000");
                await broker.ExpectAsync("3A07000174000100" + "31" + "820700020000017301");
                await broker.SendAsync("900400020001");
                await subscribed;
                await broker.AskAsync("40020001", "3207000174000300" + "34");
                await sent;
                await broker.SendAsync("40020003");
                await fourth;
            }
        }

        [TestMethod]
        public void Message_that_has_gone_out_stays_when_its_publisher_gives_up_while_another_one_waits_for_room()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client);
                Coroutine sent = EventLoop.Current.CreateTask(AwaitAsync(client.PublishAsync("t", "1", MqttQos.AtLeastOnce)));
                Coroutine late = EventLoop.Current.CreateTask(AwaitAsync(client.PublishAsync("t", "2", MqttQos.AtLeastOnce)));
                await broker.ExpectAsync("3207000174000100" + "31");
                Assert.AreEqual(2, client.Queued);
                sent.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), sent);
                Assert.AreEqual(2, client.Queued);
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.ExpectAsync("3A07000174000100" + "31");
                await broker.AskAsync("40020001", "3207000174000200" + "32");
                await broker.SendAsync("40020002");
                await late;
            }
        }

        [TestMethod]
        public void Message_that_was_late_stays_when_its_publisher_gives_up_and_there_is_room_now()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 2;
            options.MaxInFlight = 1;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client);
                _ = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                _ = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Awaitable third = client.PublishAsync("t", "3", MqttQos.AtLeastOnce);
                Coroutine late = EventLoop.Current.CreateTask(AwaitAsync(third));
                await broker.ExpectAsync("3207000174000100" + "31");
                Assert.AreEqual(3, client.Queued);
                await broker.AskAsync("40020001", "3207000174000200" + "32");
                late.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), late);

                // It is in the queue, once, whoever waits for it.
                late = EventLoop.Current.CreateTask(AwaitAsync(third));
                await broker.AskAsync("40020002", "3207000174000300" + "33");
                await broker.SendAsync("40020003");
                await late;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void What_is_larger_than_the_broker_takes_is_refused_at_once_and_what_is_not_goes_out()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // 64 bytes.
                await broker.AcceptAsync("2008000005" + "2700000040");
                await Play.UntilConnectedAsync(client);
                Assert.AreEqual((int)MqttReason.PacketTooLarge, await Play.ReasonAsync(client.PublishAsync("t", new string('x', 80))));
                Assert.AreEqual((int)MqttReason.PacketTooLarge, await Play.ReasonAsync(client.PublishAsync("t", new string('x', 80), MqttQos.AtLeastOnce)));
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("3005000174" + "0031");
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Only_what_the_broker_has_refused_is_said_to_be_from_it()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxQueued = 1;
            options.Overflow = MqttOverflow.DropNewest;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync("2008000005" + "2700000040");
                await Play.UntilConnectedAsync(client);

                // It has said so when it accepted.
                await ExpectAsync(client.PublishAsync("t", new string('x', 80)), MqttReason.PacketTooLarge, true);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await ExpectAsync(client.PublishAsync("t", "2", MqttQos.AtLeastOnce), MqttReason.QuotaExceeded, false);
                await broker.ExpectAsync("3207000174000100" + "31");
                await broker.SendAsync("4003000197");
                await ExpectAsync(first, MqttReason.QuotaExceeded, true);
                Awaitable last = client.PublishAsync("t", "3", MqttQos.AtLeastOnce);
                client.Dispose();
                await ExpectAsync(last, MqttReason.Closed, false);
            }

            static async Coroutine ExpectAsync(Awaitable published, MqttReason reason, bool isFromBroker)
            {
                MqttException refusal = null;

                try
                {
                    await published;
                }
                catch (MqttException exception)
                {
                    refusal = exception;
                }

                Assert.AreEqual((int)reason, (int)refusal.Reason);
                Assert.AreEqual(isFromBroker, refusal.IsFromBroker);
            }
        }

        [TestMethod]
        [DataRow("27FFFFFFFF")]
        [DataRow("2780000000")]
        public void Packet_size_beyond_all_bounds_is_none(string property)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync("2008000005" + property);
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("3005000174" + "0031");
            }
        }

        [TestMethod]
        public void What_is_no_message_is_refused_while_there_is_a_connection()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.UntilConnectedAsync(client);
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.PublishAsync("t", "1", (MqttQos)3));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.PublishAsync("t", "1", (MqttQos)(-1)));
                Expect.Throws(typeof(ArgumentNullException), () => client.PublishAsync(null, "1"));
                Expect.Throws(typeof(ArgumentNullException), () => client.PublishAsync("t", (byte[])null));
                Expect.Throws(typeof(ArgumentNullException), () => client.PublishAsync("t", (string)null));
                Expect.Throws(typeof(ArgumentNullException), () => client.PublishAsync(null));
                await client.PublishAsync("t", "1");
                await broker.ExpectAsync("3005000174" + "0031");
            }
        }

        private static async Coroutine AwaitAsync(Awaitable published)
        {
            await published;
        }
    }
}
