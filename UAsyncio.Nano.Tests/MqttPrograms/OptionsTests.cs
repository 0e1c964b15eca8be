using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Options that a client cannot have are refused before anything is done, by their names.</summary>
    [TestClass]
    public class OptionsTests
    {
        private delegate void Change(MqttOptions options);

        [TestMethod]
        public void Option_that_is_out_of_its_range_is_named()
        {
            Refuse("Port", options => options.Port = 65536);
            Refuse("Port", options => options.Port = -1);
            Refuse("KeepAlive", options => options.KeepAlive = -1);
            Refuse("KeepAlive", options => options.KeepAlive = 65536);
            Refuse("MaxInFlight", options => options.MaxInFlight = 0);
            Refuse("MaxInFlight", options => options.MaxInFlight = 65536);
            Refuse("ReceiveMaximum", options => options.ReceiveMaximum = 0);
            Refuse("ReceiveMaximum", options => options.ReceiveMaximum = 65536);
            Refuse("TopicAliases", options => options.TopicAliases = -1);
            Refuse("TopicAliases", options => options.TopicAliases = 256);
            Refuse("MaxQueued", options => options.MaxQueued = 0);
            Refuse("MaxQueued", options => options.MaxQueued = 32768);
            Refuse("SendBufferSize", options => options.SendBufferSize = 63);
            Refuse("MaxPacketSize", options => options.MaxPacketSize = 127);
            Refuse("SessionExpiry", options => options.SessionExpiry = -1);
            Refuse("WillDelay", options => options.WillDelay = -1);
            Refuse("ConnectTimeout", options => options.ConnectTimeout = 0);
            Refuse("ConnectTimeout", options => options.ConnectTimeout = Coroutine.MaxDelay + 1);
            Refuse("MinReconnectDelay", options => options.MinReconnectDelay = 0);
            Refuse("MaxReconnectDelay", options => options.MaxReconnectDelay = 999);
            Refuse("MaxReconnectDelay", options => options.MaxReconnectDelay = Coroutine.MaxDelay + 1);
            Refuse("Will", options => options.Will = new MqttMessage("t", new byte[65536]));
            Refuse("Will", options => options.Will = new MqttMessage("t", new byte[0], (MqttQos)3));
            Refuse("UserName", options => { options.Version = MqttVersion.V311; options.Password = "p"; });
            Refuse("ClientId", options => { options.Version = MqttVersion.V311; options.CleanStart = false; });
        }

        [TestMethod]
        public void Largest_and_smallest_are_taken()
        {
            new MqttClient(new MqttOptions("h")
            {
                Port = 65535, KeepAlive = 65535, MaxInFlight = 65535, ReceiveMaximum = 1, TopicAliases = 255, MaxQueued = 32767, SendBufferSize = 64,
                MaxPacketSize = 128, SessionExpiry = 0, WillDelay = 0, ConnectTimeout = Coroutine.MaxDelay, MinReconnectDelay = 1, MaxReconnectDelay = 1,
            }).Dispose();
            new MqttClient(new MqttOptions("h")
            {
                KeepAlive = 0, MaxInFlight = 1, ReceiveMaximum = 65535, TopicAliases = 0, MaxQueued = 1, ConnectTimeout = 1, MaxReconnectDelay = Coroutine.MaxDelay,
                Will = new MqttMessage("t", new byte[65535], MqttQos.ExactlyOnce),
            }).Dispose();
            new MqttClient(new MqttOptions("h") { Version = MqttVersion.V311, UserName = "u", Password = "p" }).Dispose();
            new MqttClient(new MqttOptions("h") { Version = MqttVersion.V311, ClientId = "c", CleanStart = false }).Dispose();
        }

        [TestMethod]
        public void What_there_has_to_be_is_named()
        {
            Expect.Throws(typeof(ArgumentNullException), () => new MqttClient(null));
            Expect.Throws(typeof(ArgumentNullException), () => new MqttClient(new MqttOptions(null)));
            Expect.Throws(typeof(ArgumentNullException), () => new MqttClient(new MqttOptions("h") { ClientId = null }));
            Expect.Throws(typeof(ArgumentException), () => new MqttClient(new MqttOptions("h") { Will = new MqttMessage("a/#", new byte[0]) }));
            Expect.Throws(typeof(ArgumentException), () => new MqttClient(new MqttOptions("h") { Will = new MqttMessage(string.Empty, new byte[0]) }));
        }

        [TestMethod]
        public void Who_connects_learns_why_a_way_of_his_own_does_not_open()
        {
            Play.RunStopped(new ClosedOptions(), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                try
                {
                    await client.ConnectAsync();
                    Assert.IsTrue(false, "connected");
                }
                catch (ObjectDisposedException)
                {
                    Assert.AreEqual(typeof(ObjectDisposedException), client.Failure.GetType());
                }
            }
        }

        private static void Refuse(string name, Change change)
        {
            MqttOptions options = new MqttOptions("h");
            change(options);
            string named = null;

            try
            {
                new MqttClient(options).Dispose();
            }
            catch (ArgumentOutOfRangeException exception)
            {
                named = exception.ParamName;
            }

            Assert.AreEqual(name, named);
        }

        // By way of a modem, say, that somebody has closed.
        private sealed class ClosedOptions : MqttOptions
        {
            public ClosedOptions()
                : base("127.0.0.1")
            {
            }

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                await Coroutine.Yield();
                throw new ObjectDisposedException(nameof(AsyncStream));
            }
        }
    }
}
