using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a broker must not send closes the connection, for the right reason, and the next connection is as good as ever.</summary>
    [TestClass]
    public class HostilePacketTests
    {
        [TestMethod]
        [DataRow("3003000000", 0x82)]
        [DataRow("300400012B00", 0x81)]
        [DataRow("300400012300", 0x81)]
        [DataRow("300400010000", 0x81)]
        [DataRow("30050002C08000", 0x81)]
        [DataRow("30060003EDA08000", 0x81)]
        [DataRow("30050002C36100", 0x81)]
        [DataRow("300400018000", 0x81)]
        [DataRow("30050002C1BF00", 0x81)]
        [DataRow("30060003E09FBF00", 0x81)]
        [DataRow("30060003E2C08000", 0x81)]
        [DataRow("30060003E282C000", 0x81)]
        [DataRow("30070004F08FBFBF00", 0x81)]
        [DataRow("30070004F490808000", 0x81)]
        [DataRow("30070004F580808000", 0x81)]
        [DataRow("3606000161000100", 0x81)]
        [DataRow("380400016100", 0x81)]
        [DataRow("3206000161000000", 0x82)]
        [DataRow("300400FF6100", 0x81)]
        [DataRow("3003000161", 0x81)]
        [DataRow("30FFFFFFFF01", 0x81)]
        [DataRow("30080001618080808001", 0x81)]
        [DataRow("30050001610500", 0x81)]
        [DataRow("3009000161020200000005", 0x81)]
        [DataRow("3006000161020200", 0x81)]
        [DataRow("3006000161027F00", 0x81)]
        [DataRow("30080001610401000100", 0x82)]
        [DataRow("3006000161020102", 0x82)]
        [DataRow("3006000161020B00", 0x82)]
        [DataRow("300A000161060B8080808001", 0x81)]
        [DataRow("3006000161022100", 0x81)]
        [DataRow("3006000161022B00", 0x81)]
        [DataRow("300700016103210005", 0x81)]
        [DataRow("3008000161041F000170", 0x81)]
        [DataRow("30080001610426000170", 0x81)]
        [DataRow("300B00016107260001700001C3", 0x81)]
        [DataRow("300700016103230001", 0x94)]
        [DataRow("300700016103230000", 0x94)]
        [DataRow("2003000000", 0x82)]
        [DataRow("2103000000", 0x81)]
        [DataRow("1000", 0x82)]
        [DataRow("0000", 0x81)]
        [DataRow("8200", 0x82)]
        [DataRow("8000", 0x81)]
        [DataRow("A200", 0x82)]
        [DataRow("C000", 0x82)]
        [DataRow("F000", 0x82)]
        [DataRow("F100", 0x81)]
        [DataRow("4000", 0x81)]
        [DataRow("400100", 0x81)]
        [DataRow("40020000", 0x82)]
        [DataRow("41020001", 0x81)]
        [DataRow("400400010001", 0x81)]
        [DataRow("40050001000000", 0x81)]
        [DataRow("4006000100020100", 0x81)]
        [DataRow("400700010003210005", 0x81)]
        [DataRow("400C000100081F0001701F000171", 0x82)]
        [DataRow("50020000", 0x82)]
        [DataRow("52020001", 0x81)]
        [DataRow("500400010001", 0x81)]
        [DataRow("60020001", 0x81)]
        [DataRow("62020000", 0x82)]
        [DataRow("6206000100020100", 0x81)]
        [DataRow("70020000", 0x82)]
        [DataRow("700700010003210005", 0x81)]
        [DataRow("9000", 0x81)]
        [DataRow("90020001", 0x81)]
        [DataRow("900400010000", 0x82)]
        [DataRow("910400010000", 0x81)]
        [DataRow("B0020001", 0x81)]
        [DataRow("B00400010000", 0x82)]
        [DataRow("D00100", 0x81)]
        [DataRow("D100", 0x81)]
        [DataRow("E100", 0x81)]
        [DataRow("E00400020100", 0x81)]
        [DataRow("E0050003210005", 0x81)]
        [DataRow("E00700051100000000", 0x81)]
        [DataRow("E00A00081F0001701F000171", 0x82)]
        [DataRow("90FF7F", 0x95)]
        public void Broken_packet_ends_the_connection_with_its_reason(string packet, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.SendAsync(packet);

                await broker.ExpectAsync("E001" + reason.ToString("X2"));
                await Play.EndAsync(broker, client, MqttVersion.V5, reason, false);
            }
        }

        [TestMethod]
        public void Half_a_packet_ends_with_its_connection()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5 + "4001");
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync("a", "b");
                await broker.ExpectAsync("30050001610062");
            }
        }

        [TestMethod]
        [DataRow("20020100", 0x82)]
        [DataRow(FakeBroker.Accept3 + "20020000", 0x82)]
        [DataRow(FakeBroker.Accept3 + "1000", 0x82)]
        [DataRow(FakeBroker.Accept3 + "E000", 0x82)]
        [DataRow(FakeBroker.Accept3 + "F000", 0x82)]
        [DataRow(FakeBroker.Accept3 + "D100", 0x81)]
        [DataRow(FakeBroker.Accept3 + "4003000100", 0x81)]
        [DataRow(FakeBroker.Accept3 + "B003000100", 0x82)]
        [DataRow(FakeBroker.Accept3 + "36050001610001", 0x81)]
        [DataRow(FakeBroker.Accept3 + "300400026100", 0x81)]
        [DataRow(FakeBroker.Accept3 + "300400046161" + "300400016178", 0x81)]
        [DataRow(FakeBroker.Accept3 + "30040002C328", 0x81)]
        [DataRow(FakeBroker.Accept3 + "30050002E28280", 0x81)]
        [DataRow(FakeBroker.Accept3 + "3003000100", 0x81)]
        [DataRow(FakeBroker.Accept3 + "900100", 0x81)]
        public void Broken_packet_of_3_1_1_ends_the_connection_without_a_word(string packets, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(packets);
                await Play.EndAsync(broker, client, MqttVersion.V311, reason, false);
            }
        }

        [TestMethod]
        [DataRow("E000", 0)]
        [DataRow("E00100", 0)]
        [DataRow("E0018B", 0x8B)]
        [DataRow("E00105", 5)]
        [DataRow("E0029800", 0x98)]
        [DataRow("E0109D0E" + "1C000173" + "26000170000171" + "1F0000", 0x9D)]
        public void Broker_that_says_farewell_is_left_without_a_word(string packet, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5 + packet);
                await Play.EndAsync(broker, client, MqttVersion.V5, reason, true);
            }
        }

        [TestMethod]
        public void Client_whose_session_is_taken_over_does_not_come_back()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable published = client.PublishAsync("a", "b", MqttQos.AtLeastOnce);
                await broker.ReadPacketAsync();
                await broker.AskAsync("E0018E", string.Empty);
                Assert.AreEqual((int)MqttReason.SessionTakenOver, (int)((MqttException)client.Failure).Reason);
                string outcome = "none";

                try
                {
                    await published;
                }
                catch (MqttException exception)
                {
                    outcome = exception.Reason == MqttReason.Closed ? "closed" : "other";
                }

                Assert.AreEqual("closed", outcome);
            }
        }
    }
}
