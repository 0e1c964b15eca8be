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
        [DataRow("36060001610001" + "00", 0x81)]
        [DataRow("380400016100", 0x81)]
        [DataRow("32060001610000" + "00", 0x82)]
        [DataRow("300400FF6100", 0x81)]
        [DataRow("3003000161", 0x81)]
        [DataRow("30FFFFFFFF01", 0x81)]
        [DataRow("30050001610500", 0x81)]
        [DataRow("3006000161027F00", 0x81)]
        [DataRow("30080001610401000100", 0x82)]
        [DataRow("300600016102" + "2100", 0x81)]
        [DataRow("3007000161032100" + "05", 0x82)]
        [DataRow("300700016103230001", 0x94)]
        [DataRow("900400010000", 0x82)]
        [DataRow("B00400010000", 0x82)]
        [DataRow("1000", 0x81)]
        [DataRow("0000", 0x81)]
        [DataRow("F000", 0x81)]
        [DataRow("60020001", 0x81)]
        [DataRow("62020000", 0x82)]
        [DataRow("40020000", 0x82)]
        [DataRow("4001", 0)]
        [DataRow("400100", 0x81)]
        [DataRow("D00100", 0x81)]
        [DataRow("90FF7F", 0x95)]
        public void Broken_packet_ends_the_connection_with_its_reason(string packet, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                await broker.SendAsync(packet);

                if (reason == 0)
                {
                    // It is not complete: the broker's hang-up ends it.
                    broker.Drop();
                }
                else
                {
                    Assert.AreEqual("E001" + (reason == 0x81 ? "81" : reason == 0x82 ? "82" : reason == 0x94 ? "94" : "95"), await broker.ReadPacketAsync());
                    Assert.AreEqual(string.Empty, await broker.ReadPacketAsync());
                    Assert.AreEqual(reason, (int)((MqttException)client.Failure).Reason);
                    Assert.IsFalse(((MqttException)client.Failure).IsFromBroker);
                    broker.Drop();
                }

                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync("a", "b");
                Assert.AreEqual("30050001610062", await broker.ReadPacketAsync());
                Assert.AreEqual(2, client.Connections);
            }
        }

        [TestMethod]
        [DataRow("31020000", 0x82)]
        [DataRow("2003020000", 0x82)]
        [DataRow("2003010000", 0x82)]
        [DataRow("200600000321" + "0000", 0x82)]
        [DataRow("2004000000" + "00", 0x82)]
        [DataRow("20020000", 0x81)]
        public void Broken_answer_to_CONNECT_is_no_connection(string answer, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(answer);
                Assert.AreEqual(string.Empty, await broker.ReadPacketAsync());
                Assert.AreEqual(0, client.Connections);
                Assert.AreEqual(reason, (int)((MqttException)client.Failure).Reason);
                broker.Drop();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.PublishAsync("a", "b", MqttQos.AtMostOnce);
                Assert.AreEqual("30050001610062", await broker.ReadPacketAsync());
            }
        }

        [TestMethod]
        [DataRow(1, 0x84)]
        [DataRow(2, 0x85)]
        [DataRow(3, 0x88)]
        [DataRow(4, 0x86)]
        [DataRow(5, 0x87)]
        public void Refusals_of_3_1_1_have_the_reasons_of_5_0(int code, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync("2002000" + code);
                Assert.AreEqual(string.Empty, await broker.ReadPacketAsync());
                MqttException failure = (MqttException)client.Failure;
                Assert.AreEqual(reason, (int)failure.Reason);
                Assert.IsTrue(failure.IsFromBroker);
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
                await broker.SendAsync("E0018E");
                Assert.AreEqual(string.Empty, await broker.ReadPacketAsync());
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
