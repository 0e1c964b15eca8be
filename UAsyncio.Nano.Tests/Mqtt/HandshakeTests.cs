using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a broker may answer to CONNECT, and what it may not.</summary>
    [TestClass]
    public class HandshakeTests
    {
        [TestMethod]
        [DataRow("31020000", 0x82)]
        [DataRow("2103000000", 0x81)]
        [DataRow("D000", 0x82)]
        [DataRow("E000", 0x82)]
        [DataRow("F000", 0x82)]
        [DataRow("2003020000", 0x81)]
        [DataRow("2003800000", 0x81)]
        [DataRow("2003010000", 0x82)]
        [DataRow("20020000", 0x81)]
        [DataRow("2000", 0x81)]
        [DataRow("200100", 0x81)]
        [DataRow("200400000111", 0x81)]
        [DataRow("200400000000", 0x81)]
        [DataRow("2006000003210000", 0x82)]
        [DataRow("2009000006210001210001", 0x82)]
        [DataRow("20050000022402", 0x82)]
        [DataRow("20050000022502", 0x82)]
        [DataRow("20050000022802", 0x82)]
        [DataRow("20080000052700000000", 0x82)]
        [DataRow("2006000003230001", 0x81)]
        [DataRow("20050000020100", 0x81)]
        [DataRow("20080000051800000001", 0x81)]
        [DataRow("20050000020B01", 0x81)]
        [DataRow("200700000415000170", 0x81)]
        [DataRow("20050000027F01", 0x81)]
        [DataRow("2006000003800101", 0x81)]
        [DataRow("200700000426000170", 0x81)]
        public void Broken_answer_to_CONNECT_is_no_connection(string answer, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(answer);
                await broker.ExpectAsync("E001" + reason.ToString("X2"));
                await Play.EndAsync(broker, client, MqttVersion.V5, reason, false);
            }
        }

        [TestMethod]
        [DataRow(4, "20020001", 0x84)]
        [DataRow(4, "20020002", 0x85)]
        [DataRow(4, "20020003", 0x88)]
        [DataRow(4, "20020004", 0x86)]
        [DataRow(4, "20020005", 0x87)]
        [DataRow(4, "20020006", 6)]
        [DataRow(5, "20020001", 0x84)]
        [DataRow(5, "2003000500", 5)]
        [DataRow(5, "2003008900", 0x89)]
        [DataRow(5, "200300FF00", 0xFF)]
        [DataRow(5, "200C009D" + "09" + "1C000173" + "1F00026E6F", 0x9D)]
        public void Refusal_has_the_brokers_reason(int version, string answer, int reason)
        {
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(answer);
                await Play.EndAsync(broker, client, (MqttVersion)version, reason, true);
            }
        }

        [TestMethod]
        public void All_that_CONNACK_may_say_is_taken()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                const string Numbers = "1100000001" + "130000" + "210005" + "220005" + "2401" + "2501" + "2700001000" + "2801" + "2900" + "2A01";
                const string Texts = "12000163" + "1A000170" + "1C000170" + "1F000170" + "26000170000171" + "26000170000171";
                await broker.AcceptAsync("203E00003B" + Numbers + Texts);
                await client.PublishAsync("a", "b", MqttQos.AtMostOnce, true);
                await broker.ExpectAsync("31050001610062");
                Assert.AreEqual(1, client.Connections);
            }
        }

        [TestMethod]
        public void Identifier_that_the_broker_assigns_names_the_session()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.ClientId = string.Empty;
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Assert.AreEqual("101500044D51545405" + "02003C08110000012C210010" + "0000", await broker.AcceptAsync("2008000005" + "1200026162"));
                Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000174000100" + "31");
                Assert.AreEqual("ab", client.ClientId);
                broker.Drop();
                Assert.AreEqual("101700044D51545405" + "00003C08110000012C210010" + "00026162", await broker.AcceptAsync("2003010000"));
                await broker.ExpectAsync("3A07000174000100" + "31");
                await broker.SendAsync("40020001");
                await published;
            }
        }

        [TestMethod]
        public void Options_that_3_1_1_has_no_packet_for_are_refused()
        {
            MqttOptions options = Play.Options(MqttVersion.V311);
            options.Password = "pw";
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MqttClient(options));
            options.UserName = "u";
            options.ClientId = string.Empty;
            options.CleanStart = false;
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MqttClient(options));
            options.CleanStart = true;
            new MqttClient(options).Dispose();
        }
    }
}
