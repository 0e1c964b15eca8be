using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Packets that come byte by byte, and answers that are late.</summary>
    [TestClass]
    public class PieceTests
    {
        [TestMethod]
        public void Packets_that_come_byte_by_byte_are_those_that_were_sent()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
            Assert.AreEqual("1 200 ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string connect = await broker.AcceptAsync("20");
                Assert.AreEqual("10", connect.Substring(0, 2));
                await SendAsync(broker, "03000000");

                await Play.UntilConnectedAsync(client);

                Awaitable subscribed = client.SubscribeAsync(new MqttSubscription("t", HandleAsync));
                await broker.ReadPacketAsync();
                await SendAsync(broker, "900400010001");
                await subscribed;
                await SendAsync(broker, "3207000174000500" + "31");
                await broker.ExpectAsync("40020005");

                // Two bytes of length.
                await SendAsync(broker, "32CE01" + "000174" + "000600" + new string('3', 400));
                await broker.ExpectAsync("40020006");

                // Before its last byte an answer looks like one that came earlier, in the same place of the buffer.
                for (int number = 2; number < 5; number++)
                {
                    Awaitable published = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                    await broker.ReadPacketAsync();
                    await broker.AskAsync("6202000" + number, "7003000" + number + "92");
                    await SendAsync(broker, "4002000" + number);
                    await published;
                }

                Assert.AreEqual(1, client.Connections);
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Length + " ";
            }
        }

        [TestMethod]
        public void Nothing_is_an_answer_to_what_went_out_by_an_earlier_connection()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                await broker.ExpectAsync("3207000174000100" + "31" + "3207000174000200" + "32");
                broker.Drop();

                // Receive Maximum 1: the second one waits.
                await broker.AcceptAsync("2006010003210001" + "40020002");
                await broker.ExpectAsync("3A07000174000100" + "31");
                await broker.AskAsync("40020001", "3A07000174000200" + "32");
                await first;
                await broker.SendAsync("40020002");
                await second;
            }
        }

        [TestMethod]
        public void Release_counts_as_a_message_that_is_under_way()
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Awaitable first = client.PublishAsync("t", "1", MqttQos.ExactlyOnce);
                await broker.ReadPacketAsync();
                await broker.AskAsync("50020001", "62020001");
                broker.Drop();
                await broker.AcceptAsync("2006010003210001");
                await broker.ExpectAsync("62020001");
                Awaitable second = client.PublishAsync("t", "2", MqttQos.AtLeastOnce);
                Awaitable third = client.PublishAsync("t", "3", MqttQos.AtLeastOnce);
                await broker.AskAsync("62020009", "7003000992");
                await broker.AskAsync("70020001", "3207000174000200" + "32");
                await first;
                await broker.AskAsync("62020009", "7003000992");
                await broker.AskAsync("40020002", "3207000174000300" + "33");
                await second;
                await broker.SendAsync("40020003");
                await third;
            }
        }

        [TestMethod]
        [DataRow("5003000110", "7003000192", 0)]
        [DataRow("5003000110", "70020001", 0)]
        [DataRow("5003000180", "", 0x80)]
        public void Reasons_below_0x80_are_none_and_a_number_that_is_released_already_is_released(string received, string completed, int reason)
        {
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept5);
                Coroutine<int> published = Play.ReasonAsync(client.PublishAsync("t", "1", MqttQos.ExactlyOnce));
                _ = EventLoop.Current.CreateTask(published);
                await broker.ReadPacketAsync();
                await broker.SendAsync(received);

                if (reason == 0)
                {
                    await broker.ExpectAsync("62020001");
                    await broker.SendAsync(completed);
                }

                Assert.AreEqual(reason, await published);
                await client.PublishAsync("t", "2");
                await broker.ExpectAsync("3005000174" + "0032");
            }
        }

        // Each of the first bytes in a turn of its own.
        private static async Coroutine SendAsync(FakeBroker broker, string digits)
        {
            const int First = 24;

            for (int i = 0; i < digits.Length && i < First; i += 2)
            {
                await broker.SendAsync(digits.Substring(i, 2));
                await Coroutine.Delay(1);
            }

            if (digits.Length > First)
            {
                await broker.SendAsync(digits.Substring(First));
            }
        }
    }
}
