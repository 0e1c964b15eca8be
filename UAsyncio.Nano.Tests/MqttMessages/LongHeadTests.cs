using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages whose topic or properties are longer than a packet that is taken whole: anybody can publish one.</summary>
    [TestClass]
    public class LongHeadTests
    {
        private const string Next5 = "300500017400" + "78";
        private const string Next3 = "3004000174" + "78";

        [TestMethod]
        [DataRow(5, 0, 1, 400, 200, "")]
        [DataRow(5, 1, 1, 400, 200, "4003010797")]
        [DataRow(5, 2, 1, 400, 200, "5003010797")]
        [DataRow(5, 0, 400, 0, 200, "")]
        [DataRow(5, 1, 400, 0, 200, "4003010797")]
        [DataRow(5, 1, 122, 0, 200, "4003010797")]
        [DataRow(5, 2, 121, 0, 200, "5003010797")]
        [DataRow(5, 1, 90, 0, 200, "4003010797")]
        [DataRow(3, 0, 400, 0, 200, "")]
        [DataRow(3, 1, 400, 0, 200, "40020107")]
        [DataRow(3, 2, 400, 0, 200, "50020107")]
        [DataRow(5, 1, 1, 400, 0, "4003010797")]
        [DataRow(3, 0, 400, 0, 0, "")]
        [DataRow(3, 1, 400, 0, 0, "40020107")]
        public void Message_with_a_head_that_is_too_long_is_dropped_and_the_next_one_comes(int version, int qos, int topic, int property, int payload, string answer)
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(version == 5 ? MqttVersion.V5 : MqttVersion.V311);
            options.MaxPacketSize = 128;
            Play.Run(options, TellAsync);
            Assert.AreEqual("x", heard);

            async Coroutine TellAsync(FakeBroker broker, MqttClient client)
            {
                const int Piece = 20;
                string packet = Packet(version, qos, topic, property, payload);
                await broker.AcceptAsync(version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("#", HandleAsync), version == 5 ? "900400010001" : "9003000101");

                for (int at = 0; at < packet.Length; at += Piece)
                {
                    await broker.SendAsync(packet.Substring(at, packet.Length - at < Piece ? packet.Length - at : Piece));
                    await Coroutine.Yield();
                }

                await broker.SendAsync(version == 5 ? Next5 : Next3);

                if (answer.Length > 0)
                {
                    await broker.ExpectAsync(answer);
                }

                while (heard.Length == 0)
                {
                    await Coroutine.Delay(1);
                }

                Assert.AreEqual(1, client.Dropped);
                Assert.AreEqual(1, client.Connections);
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text;
            }
        }

        [TestMethod]
        public void Message_of_QoS_2_that_comes_again_is_dropped_once_and_one_of_QoS_1_has_a_number_of_its_own()
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.MaxPacketSize = 128;
            Play.Run(options, TellAsync);
            Assert.AreEqual("x", heard);

            async Coroutine TellAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("#", HandleAsync, MqttQos.ExactlyOnce), "9003000102");
                await broker.AskAsync(Packet(3, 2, 400, 0, 0), "50020107");
                await broker.AskAsync(Packet(3, 2, 400, 0, 0), "50020107");
                Assert.AreEqual(1, client.Dropped);
                await broker.AskAsync(Packet(3, 1, 400, 0, 0), "40020107");
                Assert.AreEqual(2, client.Dropped);
                await broker.AskAsync("62020107", "70020107");
                await broker.AskAsync(Packet(3, 1, 400, 0, 0), "40020107");
                await broker.AskAsync("3406" + "000174" + "0107" + "78", "50020107");
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Text;
            }
        }

        [TestMethod]
        [DataRow("32D001" + "FFFF")]
        [DataRow("36D001" + "00B0")]
        [DataRow("30D001" + "000161" + "FF7F")]
        [DataRow("36D001" + "00FF")]
        public void Head_that_is_longer_than_its_packet_is_malformed(string packet)
        {
            const int Malformed = 0x81;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxPacketSize = 128;
            Play.Run(options, TellAsync);

            async Coroutine TellAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.SendAsync(packet + Letters(208));
                await broker.ExpectAsync("E00181");
                await Play.EndAsync(broker, client, MqttVersion.V5, Malformed, false);
            }
        }

        // A PUBLISH of number 263.
        private static string Packet(int version, int qos, int topic, int property, int payload)
        {
            string properties = property > 0 ? Variable(property + 6) + "26000161" + property.ToString("X4") + Letters(property) : version == 5 ? "00" : string.Empty;
            string body = topic.ToString("X4") + Letters(topic) + (qos > 0 ? "0107" : string.Empty) + properties + Letters(payload);
            return (30 + 2 * qos) + Variable(body.Length / 2) + body;
        }

        private static string Letters(int count)
        {
            string digits = string.Empty;

            for (int i = 0; i < count; i++)
            {
                digits += "61";
            }

            return digits;
        }

        private static string Variable(int value)
        {
            return (value % 128 + 128).ToString("X2") + (value / 128).ToString("X2");
        }
    }
}
