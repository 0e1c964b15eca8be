using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A broker of 3.1.1 that has no QoS 2 takes such a message as one of QoS 1: it has no other way to say so (RabbitMQ).</summary>
    [TestClass]
    public class LesserBrokerTests
    {
        [TestMethod]
        public void Message_of_QoS_2_that_is_taken_as_one_of_QoS_1_is_taken()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.ExactlyOnce);
                await broker.ExpectAsync("34060001740001" + "31" + "34060001740002" + "32");
                await broker.SendAsync("40020002" + "40020001");
                await second;
                await first;
                Assert.AreEqual(0, client.Queued);
                await client.PublishAsync("a", "b");
                await broker.ExpectAsync("300400016162");
                Assert.AreEqual(1, client.Connections);
            }
        }

        [TestMethod]
        public void Message_that_was_received_is_not_taken_another_way_too()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                _ = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                await broker.ReadPacketAsync();
                await broker.AskAsync("50020001", "62020001");
                await broker.SendAsync("40020001");
                await broker.ExpectAsync(string.Empty);
            }
        }
    }
}
