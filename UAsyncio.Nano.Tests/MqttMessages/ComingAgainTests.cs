using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages that come again by another connection while they wait.</summary>
    [TestClass]
    public class ComingAgainTests
    {
        [TestMethod]
        [DataRow(6, "5 6 ")]
        [DataRow(8, "5 6 8 ")]
        public void Message_of_QoS_1_that_comes_again_while_it_waits_is_handled_once_and_acknowledged(int text, string expected)
        {
            string heard = string.Empty;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.ReceiveMaximum = 2;
            Play.Run(options, SceneAsync);
            Assert.AreEqual(expected, heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                WaitList goOn = new WaitList();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync), Packet.Granted(5));

                // A release is answered at once: what came before it has been read.
                await broker.AskAsync(Packet.Message(5, 5) + Packet.Message(5, 6) + "6202000F", "7003000F92");
                broker.Drop();
                await broker.AcceptAsync(Packet.Resume(5));
                await broker.AskAsync(Packet.Again(5, 5, 5) + Packet.Again(5, 6, text) + "6202000F", "7003000F92");

                while (heard != expected)
                {
                    goOn.WakeAll();
                    await Coroutine.Delay(1);
                }

                await broker.ExpectAsync("40020005" + "40020006");
                await broker.AskAsync("6202000F", "7003000F92");

                async Coroutine HandleAsync(MqttMessage message)
                {
                    await goOn;
                    heard += message.Text + " ";
                }
            }
        }
    }
}
