using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What goes over the wire, byte by byte.</summary>
    [TestClass]
    public class PacketTests
    {
        [TestMethod]
        [DataRow(4, "101000044D5154540402003C0004646576" + "31")]
        [DataRow(5, "101900044D5154540502003C08" + "110000012C" + "210010" + "000464657631")]
        public void Connect(int version, string expected)
        {
            MqttOptions options = Play.Options((MqttVersion)version);
            MqttOptions named = new MqttOptions(options.Host) { Version = options.Version, ClientId = "dev1" };
            Play.Run(named, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Assert.AreEqual(expected, await broker.AcceptAsync(version == 4 ? FakeBroker.Accept3 : FakeBroker.Accept5));
            }
        }

        [TestMethod]
        [DataRow(4, "101C00044D51545404EE003C" + "000163" + "000177" + "0003627965" + "000175" + "00027077")]
        [DataRow(5, "102B00044D51545405EE003C08" + "110000012C" + "210010" + "000163" + "051800000007" + "000177" + "0003627965" + "000175" + "00027077")]
        public void Connect_with_will_user_and_password(int version, string expected)
        {
            MqttOptions options = Play.Options((MqttVersion)version);
            options.UserName = "u";
            options.Password = "pw";
            options.WillDelay = 7;
            options.Will = new MqttMessage("w", Encoding.UTF8.GetBytes("bye"), MqttQos.AtLeastOnce, true);
            Play.Run(options, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Assert.AreEqual(expected, await broker.AcceptAsync(version == 4 ? FakeBroker.Accept3 : FakeBroker.Accept5));
            }
        }

        [TestMethod]
        [DataRow(4, FakeBroker.Accept3, "")]
        [DataRow(5, FakeBroker.Accept5, "00")]
        public void Publish_and_its_acknowledgements(int version, string accept, string properties)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string length = version == 4 ? "06" : "07";
                await broker.AcceptAsync(accept);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.ExactlyOnce, true);
                Assert.AreEqual("32" + length + "0001740001" + properties + "31", await broker.ReadPacketAsync());
                Assert.AreEqual("35" + length + "0001740002" + properties + "32", await broker.ReadPacketAsync());
                await broker.SendAsync("50020002");
                Assert.AreEqual("62020002", await broker.ReadPacketAsync());
                await broker.SendAsync("70020002");
                await second;
                Assert.AreEqual(1, client.Queued);
                await broker.SendAsync("40020001");
                await first;
                Assert.AreEqual(0, client.Queued);
            }
        }

        [TestMethod]
        public void Topic_and_text_are_UTF8()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await client.PublishAsync("\u00E4/\u20AC", "\u00F6");
                Assert.AreEqual("300A0006C3A42FE282AC" + "C3B6", await broker.ReadPacketAsync());
            }
        }

        [TestMethod]
        public void Same_topic_goes_out_whole_whatever_went_between()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                const string Topic = "t";
                string longText = new string('x', 200);
                await broker.AcceptAsync(FakeBroker.Accept3);

                for (int i = 1; i <= 2; i++)
                {
                    await client.PublishAsync(Topic, "1");
                    Assert.AreEqual("300400017431", await broker.ReadPacketAsync());

                    // An acknowledgement.
                    await broker.SendAsync("32050001750005");
                    Assert.AreEqual("40020005", await broker.ReadPacketAsync());
                    await client.PublishAsync(Topic, "2", MqttQos.AtMostOnce, true);
                    Assert.AreEqual("310400017432", await broker.ReadPacketAsync());

                    // Another topic.
                    await client.PublishAsync("uu", "3");
                    Assert.AreEqual("30050002757533", await broker.ReadPacketAsync());
                    await client.PublishAsync(Topic, string.Empty);
                    Assert.AreEqual("3003000174", await broker.ReadPacketAsync());

                    // A packet whose length takes two bytes.
                    Awaitable published = client.PublishAsync(Topic, longText, MqttQos.AtLeastOnce);
                    Assert.AreEqual(Topic + longText, await broker.ReadTextAsync());
                    await broker.SendAsync("4002000" + i);
                    await published;
                    await client.PublishAsync(Topic, "4");
                    Assert.AreEqual("300400017434", await broker.ReadPacketAsync());
                }
            }
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("a/+")]
        [DataRow("#")]
        public void Topic_that_is_none_is_refused_before_anything_is_sent(string topic)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync(topic, "x"));
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Coroutine.Delay(5);
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync(topic, "x"));
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync(topic, "x", MqttQos.ExactlyOnce));
                await client.PublishAsync("t", "x");
                Assert.AreEqual("30050001740078", await broker.ReadPacketAsync());
            }
        }

        [TestMethod]
        [DataRow("40030001" + "87", 0x87)]
        [DataRow("40030001" + "97", 0x97)]
        [DataRow("40030001" + "10", 0)]
        [DataRow("40040001" + "8000", 0x80)]
        [DataRow("400F0001" + "90" + "0B" + "260001700000" + "2600000000", 0x90)]
        [DataRow("40030001" + "FF", 0xFF)]
        [DataRow("40030001" + "01", 0)]
        public void Refusal_of_a_message_is_thrown_with_its_reason(string acknowledgement, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ReadPacketAsync();
                await broker.SendAsync(acknowledgement);
                Assert.AreEqual(reason, await Play.ReasonAsync(published));
            }
        }

        [TestMethod]
        public void Broker_limits_are_kept_to()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // Receive Maximum 1, Maximum QoS 1, Retain Available 0, Maximum Packet Size 60.
                await broker.AcceptAsync("200F00000C" + "210001" + "2401" + "2500" + "270000003C");
                Awaitable first = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Assert.AreEqual("32070001740001" + "0031", await broker.ReadPacketAsync());
                Assert.AreEqual((int)MqttReason.QosNotSupported, await Play.ReasonAsync(client.PublishAsync("t", "3", MqttQos.ExactlyOnce)));
                Assert.AreEqual((int)MqttReason.RetainNotSupported, await Play.ReasonAsync(client.PublishAsync("t", "3", MqttQos.AtMostOnce, true)));
                Assert.AreEqual((int)MqttReason.PacketTooLarge, await Play.ReasonAsync(client.PublishAsync("t", new byte[60])));
                await broker.SendAsync("40020001");
                await first;
                Assert.AreEqual("32070001740002" + "0032", await broker.ReadPacketAsync());
                await broker.SendAsync("40020002");
                await second;
            }
        }

        [TestMethod]
        public void Messages_that_come_are_acknowledged_when_they_are_handled()
        {
            string handled = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("t=1 t=2 t=3 ", handled);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable subscribing = client.SubscribeAsync(new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce));
                Assert.AreEqual("820700010000017402", await broker.ReadPacketAsync());
                await broker.SendAsync("90040001" + "0002");
                await subscribing;
                await broker.SendAsync("3005000174" + "0031" + "32070001740005" + "0032" + "34070001740006" + "0033");
                Assert.AreEqual("40020005", await broker.ReadPacketAsync());
                Assert.AreEqual("50020006", await broker.ReadPacketAsync());

                // The same again: it is acknowledged, and not handled.
                await broker.SendAsync("3C070001740006" + "0033");
                Assert.AreEqual("50020006", await broker.ReadPacketAsync());
                await broker.SendAsync("62020006");
                Assert.AreEqual("70020006", await broker.ReadPacketAsync());
                await broker.SendAsync("62020006");
                Assert.AreEqual("7003000692", await broker.ReadPacketAsync());
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                await Coroutine.Yield();
                handled += message.Topic + "=" + message.Text + " ";
            }
        }
    }
}
