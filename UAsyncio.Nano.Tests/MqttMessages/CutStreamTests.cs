using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages that come as a stream, and whose connection fails in the middle.</summary>
    [TestClass]
    public class CutStreamTests
    {
        private const int Length = 400;

        [TestMethod]
        [DataRow(1, 180, false)]
        [DataRow(1, 180, true)]
        [DataRow(2, 180, false)]
        [DataRow(2, 180, true)]
        [DataRow(2, 400, true)]
        public void Message_whose_rest_did_not_come_comes_again_and_is_handled_whole(int qos, int digits, bool goesOn)
        {
            string heard = string.Empty;
            int begun = 0;
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxPacketSize = 128;
            Play.Run(options, SceneAsync);
            Assert.AreEqual("cut,400,", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                // What a handler lets out is reported.
                EventLoop.Current.ExceptionHandler = (task, exception) => heard += "cut,";
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce) { TakesStreams = true }, "900400010002");
                string packet = Packet(qos, 0);
                await broker.SendAsync(packet.Substring(0, digits));
                await broker.SendAsync(packet.Substring(digits, 200));

                while (begun == 0)
                {
                    await Coroutine.Delay(1);
                }

                broker.Drop();
                await broker.AcceptAsync("2003010000");
                await broker.SendAsync(Packet(qos, 1));
                await broker.ExpectAsync(qos == 1 ? "40020007" : "50020007");
                Assert.AreEqual(2, client.Connections);
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                begun++;
                byte[] part = new byte[64];
                int sum = 0;

                try
                {
                    for (int read; (read = await message.ReadAsync(part, 0, part.Length)) > 0;)
                    {
                        sum += read;
                    }

                    heard += sum + ",";
                }
                catch (Exception)
                {
                    if (!goesOn)
                    {
                        throw;
                    }

                    heard += "cut,";
                }
            }
        }

        private static string Packet(int qos, int isAgain)
        {
            string body = "000174000700";

            for (int i = 0; i < Length; i++)
            {
                body += "FF";
            }

            return "3" + "24AC"[2 * isAgain + qos - 1] + "9603" + body;
        }
    }
}
