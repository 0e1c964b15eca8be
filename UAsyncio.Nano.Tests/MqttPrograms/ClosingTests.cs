using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Tests.Inspection;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>The end of a client, and its beginning.</summary>
    [TestClass]
    public class ClosingTests
    {
        [TestMethod]
        public void What_was_published_goes_out_before_the_farewell_which_is_said_once()
        {
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.SendBufferSize = 64;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                const string Text = "0123456789012345678901234567890123456789";
                await broker.AcceptAsync(FakeBroker.Accept3);

                await Play.UntilConnectedAsync(client);

                for (int i = 0; i < 5; i++)
                {
                    Awaitable published = client.PublishAsync("t", Text);
                    Assert.IsNotNull(published);
                }

                Coroutine first = EventLoop.Current.CreateTask(client.DisconnectAsync());
                Coroutine second = EventLoop.Current.CreateTask(client.DisconnectAsync());

                for (int i = 0; i < 5; i++)
                {
                    Assert.AreEqual("302B000174", (await broker.ReadPacketAsync()).Substring(0, 10));
                }

                Assert.AreEqual("E000", await broker.ReadPacketAsync());
                Assert.AreEqual(string.Empty, await broker.ReadPacketAsync());
                await first;
                await second;
            }
        }

        [TestMethod]
        public void ConnectAsync_says_why_not_also_where_no_other_attempt_is_wanted()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.Reconnect = false;
            Play.RunStopped(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync("2003008700");
                Assert.AreEqual(0x87, await Play.ReasonAsync(connecting));
                broker.Drop();
                connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync(FakeBroker.Accept5);
                await connecting;
                Assert.IsTrue(client.IsConnected);
                broker.Drop();

                while (client.IsConnected)
                {
                    await Coroutine.Delay(1);
                }

                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void Connected_that_throws_is_reported_and_the_connection_stays()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string reported = null;
                EventLoop.Current.ExceptionHandler = (task, exception) => reported = exception.Message;
                client.Connected = state => throw new InvalidOperationException("mine");
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000174000100" + "31");
                await broker.SendAsync("40020001");
                await published;
                Assert.AreEqual(1, client.Connections);
                Assert.AreEqual("mine", reported);
            }
        }

        [TestMethod]
        public void Client_may_be_disposed_of_by_what_it_calls()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                client.Connected = state => ((MqttClient)state).Dispose();
                Coroutine connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync(FakeBroker.Accept5);
                bool isDisposed = false;

                try
                {
                    await connecting;
                }
                catch (ObjectDisposedException)
                {
                    isDisposed = true;
                }

                Assert.IsTrue(isDisposed);
                await broker.ExpectAsync(string.Empty);
                client.Dispose();
                await client.DisconnectAsync();
                Expect.Throws(typeof(ObjectDisposedException), () => client.Start());
            }
        }

        [TestMethod]
        public void Client_whose_task_is_cancelled_by_somebody_else_is_closed()
        {
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine task = TaskOf(client.Start);
                await broker.AcceptAsync(FakeBroker.Accept3);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ReadPacketAsync();
                task.Cancel();
                Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(published));
                await broker.ExpectAsync(string.Empty);
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void So_is_one_whose_handling_of_messages_is_cancelled()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Awaitable subscribed = null;
                await broker.AcceptAsync(FakeBroker.Accept3);
                Coroutine task = TaskOf(() => subscribed = client.SubscribeAsync(new MqttSubscription("t", message => null)));
                await broker.ReadPacketAsync();
                await broker.SendAsync("9003000101");
                await subscribed;
                Assert.IsTrue(task.Cancel());
                await broker.ExpectAsync(string.Empty);
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void So_is_one_whose_task_is_cancelled_before_its_first_turn()
        {
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Coroutine task = TaskOf(client.Start);
                Assert.IsTrue(task.Cancel());
                Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(published));
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void So_is_one_whose_handling_is_cancelled_before_its_first_turn()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Awaitable subscribed = null;
                await broker.AcceptAsync(FakeBroker.Accept3);
                Coroutine task = TaskOf(() => subscribed = client.SubscribeAsync(new MqttSubscription("t", message => null)));
                Assert.IsTrue(task.Cancel());
                Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(subscribed));
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void Handler_may_end_the_client()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", message => client.DisconnectAsync()), "9003000101");
                await broker.SendAsync("300400017431");
                await broker.ExpectAsync("E000");
                await broker.ExpectAsync(string.Empty);
                Expect.Throws(typeof(ObjectDisposedException), () => client.PublishAsync("t", "2"));
            }
        }

        [TestMethod]
        public void Acknowledgement_before_the_broker_has_accepted_is_none()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000174000100" + "31");
                broker.Drop();
                await broker.AcceptAsync("40020001");
                await broker.ExpectAsync("E00182");
                await broker.ExpectAsync(string.Empty);
                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.ExpectAsync("3A07000174000100" + "31");
                await broker.SendAsync("40020001");
                await published;
            }
        }

        [TestMethod]
        [DataRow(5)]
        [DataRow(600)]
        public void Half_a_message_is_not_made_whole_by_the_reason_why_its_connection_ends(int length)
        {
            NarrowLink link = new NarrowLink { ClientId = "c", Reconnect = false, Room = 1000 };
            Play.Run(link, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                link.Say(new byte[] { 0x20, 3, 0, 0, 0 });

                await Play.UntilConnectedAsync(client);

                // All but a few bytes of it go out; then the broker breaks the protocol, and takes more.
                int sent = link.Sent;
                link.Room = length;
                Awaitable published = client.PublishAsync("t", new byte[length], MqttQos.AtLeastOnce);

                while (link.Sent < sent + length)
                {
                    await Coroutine.Delay(1);
                }

                link.Say(new byte[] { 0xF1, 0 });
                Assert.AreEqual((int)MqttReason.Closed, await Play.ReasonAsync(published));
                Assert.AreEqual((int)MqttReason.MalformedPacket, (int)((MqttException)client.Failure).Reason);
                Assert.AreEqual(sent + length, link.Sent);
            }
        }

        [TestMethod]
        public void What_is_no_QoS_and_a_will_without_topic_or_payload_are_refused()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MqttSubscription("t", null, (MqttQos)3));
            options.Will = new MqttMessage("t", new byte[0], (MqttQos)3);
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MqttClient(options));
            options.Will = new MqttMessage("t", null);
            Expect.Throws(typeof(ArgumentNullException), () => new MqttClient(options));
            options.Will = new MqttMessage(null, new byte[0]);
            Expect.Throws(typeof(ArgumentNullException), () => new MqttClient(options));
            options.Will = null;
            MqttClient client = new MqttClient(options);
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.PublishAsync("t", "1", (MqttQos)3));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.PublishAsync("t", "1", (MqttQos)(-1)));
            Assert.AreEqual(0, client.Queued);
        }

        // The first task that is made by it.
        private static Coroutine TaskOf(Action action)
        {
            PlainWatch watch = new PlainWatch();
            EventLoop.Current.Watch = watch;
            action();
            EventLoop.Current.Watch = null;
            return watch.NextTask(null);
        }
    }
}
