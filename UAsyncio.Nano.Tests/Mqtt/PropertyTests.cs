using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Mqtt.HomeAssistant;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What MQTT 5.0 has beside topic and payload, and what Home Assistant is told.</summary>
    [TestClass]
    public class PropertyTests
    {
        [TestMethod]
        public void User_properties_go_out_and_come_in()
        {
            string found = string.Empty;
            MqttMessage message = new MqttMessage("t", Encoding.UTF8.GetBytes("1"), properties: MqttProperties.Add(MqttProperties.Add(null, "a", "b"), "c", string.Empty));
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("b|none", found);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync(message);
                Assert.AreEqual("3012000174" + "0D" + "26000161000162" + "260001630000" + "31", await broker.ReadPacketAsync());
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync) { KeepsProperties = true }, "900400010001");

                // Payload Format, Expiry, Content Type, Correlation Data that is no text, Subscription Identifier before it.
                await broker.SendAsync("321F" + "000174" + "0007" + "19" + "0101" + "0200000005" + "030000" + "09000200FF" + "0B8101" + "26000161000162");
                Assert.AreEqual("40020007", await broker.ReadPacketAsync());
            }

            async Coroutine HandleAsync(MqttMessage received)
            {
                found = MqttProperties.Find(received.Properties, "a") + "|" + (MqttProperties.Find(received.Properties, "d") ?? "none");
            }
        }

        [TestMethod]
        public void User_properties_are_left_out_of_3_1_1()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await client.PublishAsync(new MqttMessage("t", Encoding.UTF8.GetBytes("1"), properties: MqttProperties.Add(null, "a", "b")));
                Assert.AreEqual("3004000174" + "31", await broker.ReadPacketAsync());
            }
        }

        [TestMethod]
        public void Aliases_stand_for_topics_in_both_directions()
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 2;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("x=1 y=0 x=2 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // The broker takes one alias, and the client says that it takes two.
                Assert.AreEqual("1019" + "00044D51545405" + "02003C" + "0B" + "110000012C" + "210010" + "220002" + "000163", await broker.AcceptAsync("2006000003220001"));
                await client.PublishAsync("t", "1");
                await client.PublishAsync("u", "2");
                await client.PublishAsync("t", "3");
                Assert.AreEqual("3008000174" + "03230001" + "31", await broker.ReadPacketAsync());
                Assert.AreEqual("3005000175" + "00" + "32", await broker.ReadPacketAsync());
                Assert.AreEqual("30070000" + "03230001" + "33", await broker.ReadPacketAsync());
                await Play.SubscribeAsync(broker, client, new MqttSubscription("#", HandleAsync), "900400010001");
                await broker.SendAsync("3008000178" + "03230002" + "31" + "30050001790030" + "30070000" + "03230002" + "32" + "30070000" + "03230001" + "33");

                // The last alias was never given.
                Assert.AreEqual("E00182", await broker.ReadPacketAsync());
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Topic + "=" + message.Text + " ";
            }
        }

        [TestMethod]
        [DataRow(FakeBroker.Accept5, (int)MqttVersion.V5)]
        [DataRow(FakeBroker.Accept3, (int)MqttVersion.V311)]
        public void Properties_on_which_a_broker_would_hang_up_again_and_again_are_refused(string accept, int version)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                RefuseAll(client);
                await broker.AcceptAsync(accept);
                await Play.UntilConnectedAsync(client);
                RefuseAll(client);
                Assert.AreEqual(0, client.Queued);
                byte[] good = { 0x01, 1, 0x02, 0, 0, 0, 60, 0x03, 0, 0, 0x08, 0, 1, 0x61, 0x09, 0, 1, 0xFF };
                _ = client.PublishAsync("t", "1");
                _ = client.PublishAsync(new MqttMessage("t", new byte[0], MqttQos.AtLeastOnce, properties: MqttProperties.Add(good, "a", "b")));
                await broker.ExpectAsync(accept == FakeBroker.Accept3 ? "300400017431" + "32050001740001"
                    : "300500017400" + "31" + "321F0001740001" + "19" + "0101" + "020000003C" + "030000" + "08000161" + "090001FF" + "26000161000162");
            }

            static void RefuseAll(MqttClient client)
            {
                // Cut off, nothing, another packet's, the client's own, twice, no byte of yes and no, no text.
                Refuse(client, new byte[] { 0x02, 0, 0, 60 });
                Refuse(client, new byte[] { 0x26, 0, 1, 0x61, 0, 2, 0x62 });
                Refuse(client, new byte[] { 0x02, 0, 0, 0, 60, 0 });
                Refuse(client, new byte[] { 0x11, 0, 0, 0, 60 });
                Refuse(client, new byte[] { 0x23, 0, 1 });
                Refuse(client, new byte[] { 0x0B, 1 });
                Refuse(client, new byte[] { 0x01, 1, 0x01, 1 });
                Refuse(client, new byte[] { 0x01, 2 });
                Refuse(client, new byte[] { 0x03, 0, 1, 0xFF });
            }

            static void Refuse(MqttClient client, byte[] properties)
            {
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, properties));
            }
        }

        [TestMethod]
        [DataRow("", "")]
        [DataRow("0200000005", "")]
        [DataRow("", "0101")]
        [DataRow("0200000005", "0101")]
        public void Properties_that_are_passed_on_have_no_alias_of_the_connection_by_which_they_came(string before, string behind)
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 2;
            Play.Run(options, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", message => PassOnAsync(client, message)) { KeepsProperties = true }, "900400010001");
                await broker.SendAsync(Packet("000174", before + "230002" + behind));
                Assert.AreEqual(Packet("000175", before + behind), await broker.ReadPacketAsync());
            }

            static async Coroutine PassOnAsync(MqttClient client, MqttMessage message)
            {
                await client.PublishAsync(new MqttMessage("u", message.Payload, properties: message.Properties));
            }

            static string Packet(string topic, string properties)
            {
                int length = properties.Length / 2;
                return "30" + (5 + length).ToString("X2") + topic + length.ToString("X2") + properties + "31";
            }
        }

        [TestMethod]
        public void ConnectAsync_says_why_not_and_may_be_tried_again()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync("2003008700");
                string reason = "none";

                try
                {
                    await connecting;
                }
                catch (MqttException exception)
                {
                    reason = ((int)exception.Reason).ToString() + exception.IsFromBroker;
                }

                Assert.AreEqual("135True", reason);
                broker.Drop();
                connecting = EventLoop.Current.CreateTask(client.ConnectAsync());
                await broker.AcceptAsync(FakeBroker.Accept5);
                await connecting;
                Assert.IsTrue(client.IsConnected);
            }
        }

        [TestMethod]
        public void Home_Assistant_is_told_of_each_entity_and_its_wishes_are_handled()
        {
            string wishes = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual("led ON,", wishes);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice home = new HomeAssistantDevice(client, "k", "The \"k\"");
                home.AddSensor("t", "C", "temperature");
                home.AddSwitch("led", SwitchAsync);
                Coroutine announcing = EventLoop.Current.CreateTask(home.AnnounceAsync());
                Assert.AreEqual("820C00010007" + Hex("k/+/set") + "01", await broker.ReadPacketAsync());
                await broker.SendAsync("9003000101");
                string first = await broker.ReadTextAsync();
                Assert.AreEqual(
                    "homeassistant/sensor/k/t/config{\"~\":\"k\",\"uniq_id\":\"k.t\",\"name\":\"t\",\"avty_t\":\"~/status\",\"stat_t\":\"~/t\",\"unit_of_meas\":\"C\","
                    + "\"dev_cla\":\"temperature\",\"dev\":{\"ids\":[\"k\"],\"name\":\"The \\\"k\\\"\"}}",
                    first);
                await broker.SendAsync("40020002");
                string second = await broker.ReadTextAsync();
                Assert.IsTrue(second.IndexOf("\"cmd_t\":\"~/led/set\"") > 0);
                await broker.SendAsync("40020003");
                Assert.AreEqual("33120008" + Hex("k/status") + "0004" + Hex("online"), await broker.ReadPacketAsync());
                await broker.SendAsync("40020004");
                await announcing;
                await broker.SendAsync("320F0009" + Hex("k/led/set") + "0001" + Hex("ON"));
                Assert.AreEqual("40020001", await broker.ReadPacketAsync());
            }

            async Coroutine SwitchAsync(string value)
            {
                wishes += "led " + value + ",";
            }
        }

        [TestMethod]
        public void Home_Assistant_is_given_no_identifier_that_is_none_or_taken()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Expect.Throws(typeof(ArgumentNullException), () => HomeAssistantDevice.WillOf(null));
            Expect.Throws(typeof(ArgumentException), () => HomeAssistantDevice.WillOf("a/b"));

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                Expect.Throws(typeof(ArgumentNullException), () => new HomeAssistantDevice(client, null, "k"));
                Expect.Throws(typeof(ArgumentException), () => new HomeAssistantDevice(client, "k#", "k"));
                HomeAssistantDevice home = new HomeAssistantDevice(client, "k", "k");
                home.AddSensor("t");
                Expect.Throws(typeof(ArgumentException), () => home.AddButton("t", value => null));
                Expect.Throws(typeof(ArgumentException), () => home.AddSensor("status"));
                Expect.Throws(typeof(ArgumentException), () => home.AddSensor("t+"));
                Expect.Throws(typeof(ArgumentNullException), () => home.AddSensor(null));
                Expect.Throws(typeof(ArgumentNullException), () => home.AddSwitch("s", null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => home.AddNumber("n", value => null, 5, 5));
                home.AddNumber("n", value => null, 5, 6);
            }
        }

        private static string Hex(string text)
        {
            string digits = string.Empty;

            for (int i = 0; i < text.Length; i++)
            {
                digits += "0123456789ABCDEF"[text[i] >> 4].ToString() + "0123456789ABCDEF"[text[i] & 15].ToString();
            }

            return digits;
        }
    }
}
