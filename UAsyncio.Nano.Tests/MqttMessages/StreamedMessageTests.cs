using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages that are longer than the client's buffer: read as they come, or passed over.</summary>
    [TestClass]
    public class StreamedMessageTests
    {
        private const int Length = 400;

        [TestMethod]
        [DataRow(5, 0, "")]
        [DataRow(5, 1, "40020007")]
        [DataRow(5, 2, "50020007")]
        [DataRow(4, 0, "")]
        [DataRow(4, 1, "40020007")]
        [DataRow(4, 2, "50020007")]
        public void It_is_read_as_it_comes_and_the_next_one_behind_it(int version, int qos, string answer)
        {
            string heard = string.Empty;
            MqttMessage kept = null;
            Play.Run(Options(version), SceneAsync);
            Assert.AreEqual("t 400 all,t 400 begun,t 1 x,", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                EventLoop.Current.ExceptionHandler = (task, exception) => heard += exception.Message;
                await broker.AcceptAsync(version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync, MqttQos.ExactlyOnce) { TakesStreams = true }, Granted(version));
                await SendAsync(broker, Packet(version, qos, 7));
                await ExpectAsync(broker, qos, answer);
                await ReleaseAsync(broker, qos);

                // Of this one its handler does not read all.
                await SendAsync(broker, Packet(version, qos, 7));
                await ExpectAsync(broker, qos, answer);
                await ReleaseAsync(broker, qos);
                await broker.SendAsync(version == 5 ? "3005000174" + "0078" : "3004000174" + "78");

                while (heard.IndexOf("x,") < 0)
                {
                    await Coroutine.Delay(1);
                }

                Assert.AreEqual(1, client.Connections);
                Assert.AreEqual(0, client.Dropped);

                // Its time is over.
                Expect.Throws(typeof(InvalidOperationException), () => kept.ReadAsync(new byte[1], 0, 1));
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Topic + " " + message.Length + " ";

                if (message.Payload != null)
                {
                    heard += message.Text + ",";
                    return;
                }

                Assert.IsNull(message.Text);
                byte[] part = new byte[50];
                int read;
                int sum = 0;

                if (kept == null)
                {
                    while ((read = await message.ReadAsync(part, 0, part.Length)) > 0)
                    {
                        sum += read;

                        for (int i = 0; i < read; i++)
                        {
                            Assert.AreEqual(byte.MaxValue, part[i]);
                        }
                    }

                    heard += sum == Length ? "all," : sum + ",";
                }
                else
                {
                    await message.ReadAsync(part, 0, part.Length);
                    heard += "begun,";
                }

                kept = message;
            }
        }

        [TestMethod]
        [DataRow(5, 0, "", 1)]
        [DataRow(5, 1, "4003000797", 1)]
        [DataRow(5, 2, "5003000797", 1)]
        [DataRow(4, 0, "", 1)]
        [DataRow(4, 1, "40020007", 1)]
        [DataRow(4, 2, "50020007", 1)]
        public void Who_reads_messages_one_after_the_other_is_spared_it(int version, int qos, string answer, int dropped)
        {
            Play.Run(Options(version), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t", null, MqttQos.ExactlyOnce) { TakesStreams = true };
                await broker.AcceptAsync(version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, messages, Granted(version));
                await SendAsync(broker, Packet(version, qos, 7));
                await ExpectAsync(broker, qos, answer);
                await broker.SendAsync(version == 5 ? "3005000174" + "0078" : "3004000174" + "78");
                Assert.AreEqual("x", (await messages.ReadAsync()).Text);
                Assert.AreEqual(dropped, client.Dropped);
                await broker.AskAsync("62020009", version == 5 ? "7003000992" : "70020009");

                if (qos == 2 && version == 4)
                {
                    // Of MQTT 3.1.1 it is received all the same: until it is released it is not another one.
                    await SendAsync(broker, Packet(version, qos, 7));
                    await broker.ExpectAsync(answer);
                    Assert.AreEqual(dropped, client.Dropped);
                    await ReleaseAsync(broker, qos);
                }
            }
        }

        [TestMethod]
        [DataRow(122, 0)]
        [DataRow(123, 1)]
        public void Message_as_long_as_the_buffer_is_taken_whole_and_a_longer_one_is_not(int payload, int dropped)
        {
            Play.Run(Options(5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("t");
                await broker.AcceptAsync(FakeBroker.Accept5);
                await Play.SubscribeAsync(broker, client, messages, Granted(5));

                // Six bytes before the payload.
                await broker.SendAsync("30" + (payload + 4).ToString("X2") + "00017400" + Repeat("78", payload) + "300500017400" + "79");
                Assert.AreEqual(dropped == 0 ? payload : 1, (await messages.ReadAsync()).Text.Length);
                Assert.AreEqual(dropped, client.Dropped);
            }
        }

        [TestMethod]
        [DataRow(5, true, 115, "308601", "8001", "b")]
        [DataRow(5, true, 114, "308401", "7F", "b")]
        [DataRow(5, false, 115, "308601", "8001", "null")]
        [DataRow(4, true, 0, "3004", "", "null")]
        public void Properties_are_kept_where_they_are_wanted_and_there_are_some(int version, bool keeps, int before, string head, string length, string kept)
        {
            string heard = null;
            Play.Run(Play.Options((MqttVersion)version), SceneAsync);
            Assert.AreEqual(kept + " x", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription("t", HandleAsync) { KeepsProperties = keeps }, Granted(version));

                // A long one before the one that is asked for: how long they are takes two bytes, or just one.
                string properties = before > 0 ? length + "26000161" + before.ToString("X4") + Repeat("61", before) + "26000162000162" : string.Empty;
                await broker.SendAsync(head + "000174" + properties + "78");

                while (heard == null)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard = (message.Properties == null ? "null" : MqttProperties.Find(message.Properties, "b")) + " " + message.Text;
            }
        }

        private static MqttOptions Options(int version)
        {
            MqttOptions options = Play.Options((MqttVersion)version);
            options.MaxPacketSize = 128;
            return options;
        }

        private static string Granted(int version)
        {
            return version == 5 ? "900400010002" : "9003000102";
        }

        // A PUBLISH with a payload of 400 bytes.
        private static string Packet(int version, int qos, int number)
        {
            string body = "000174" + (qos > 0 ? number.ToString("X4") : string.Empty) + (version == 5 ? "00" : string.Empty) + Repeat("FF", Length);
            int length = body.Length / 2;
            return (30 + 2 * qos) + (length % 128 + 128).ToString("X2") + (length / 128).ToString("X2") + body;
        }

        // In pieces.
        private static async Coroutine SendAsync(FakeBroker broker, string packet)
        {
            const int Piece = 90;

            for (int at = 0; at < packet.Length; at += Piece)
            {
                await broker.SendAsync(packet.Substring(at, packet.Length - at < Piece ? packet.Length - at : Piece));
                await Coroutine.Yield();
            }
        }

        private static async Coroutine ExpectAsync(FakeBroker broker, int qos, string answer)
        {
            if (qos > 0)
            {
                await broker.ExpectAsync(answer);
            }
        }

        private static async Coroutine ReleaseAsync(FakeBroker broker, int qos)
        {
            if (qos == 2)
            {
                await broker.AskAsync("62020007", "70020007");
            }
        }

        private static string Repeat(string digits, int count)
        {
            string all = string.Empty;

            for (int i = 0; i < count; i++)
            {
                all += digits;
            }

            return all;
        }
    }
}
