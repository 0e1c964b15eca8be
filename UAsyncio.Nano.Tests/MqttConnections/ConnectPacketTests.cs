using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a connection begins with.</summary>
    [TestClass]
    public class ConnectPacketTests
    {
        [TestMethod]
        public void One_alias_is_announced_and_a_will_that_is_not_retained()
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.TopicAliases = 1;
            options.Will = new MqttMessage("w", Encoding.UTF8.GetBytes("1"), MqttQos.AtLeastOnce);
            Play.Run(options, SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                const string Will = "0518" + "00000000" + "000177" + "0001" + "31";
                Assert.AreEqual("1025" + "00044D51545405" + "0E003C" + "0B" + "110000012C" + "210010" + "220001" + "000163" + Will, await broker.AcceptAsync(FakeBroker.Accept5));
            }
        }

        [TestMethod]
        public void Long_texts_of_wide_characters_go_out_whole()
        {
            const string Part = "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€";
            const int Length = 300;
            RecordingLink link = new RecordingLink
            {
                ClientId = "c" + Part + Part, UserName = "u" + Part + Part, Password = "p" + Part + Part + Part,
                Will = new MqttMessage("w" + Part + Part, new byte[Length]),
            };
            Play.Run(link, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                while (link.Sent == null)
                {
                    await Coroutine.Delay(1);
                }

                // Behind the head: the properties, the will's, and each text with its length.
                int at = 3 + 10 + 9;
                Assert.AreEqual(link.ClientId, TextAt(link.Sent, ref at));
                at += 6;
                Assert.AreEqual(link.Will.Topic, TextAt(link.Sent, ref at));
                Assert.AreEqual(new string('\0', Length), TextAt(link.Sent, ref at));
                Assert.AreEqual(link.UserName, TextAt(link.Sent, ref at));
                Assert.AreEqual(link.Password, TextAt(link.Sent, ref at));
                Assert.AreEqual(link.Sent.Length, at);
                Assert.AreEqual(at - 3, (link.Sent[1] & 127) | link.Sent[2] << 7);
            }
        }

        [TestMethod]
        public void Session_of_3_1_1_that_is_not_to_go_on_begins_anew_with_each_connection()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                for (int i = 0; i < 3; i++)
                {
                    Assert.AreEqual("100D00044D51545404" + "02003C000163", await broker.AcceptAsync(FakeBroker.Accept3));
                    await client.PublishAsync("t", "1");
                    await broker.ExpectAsync("300400017431");
                    broker.Drop();
                }
            }
        }

        private static string TextAt(byte[] bytes, ref int at)
        {
            int length = bytes[at] << 8 | bytes[at + 1];
            at += 2 + length;
            return Encoding.UTF8.GetString(bytes, at - length, length);
        }

        /// <summary>A way to a broker that takes all and says nothing.</summary>
        private sealed class RecordingLink : MqttOptions
        {
            public RecordingLink()
                : base("none")
            {
            }

            /// <summary>What has gone out first.</summary>
            public byte[] Sent { get; set; }

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                return new AsyncStream(new RecordingTransport(this));
            }
        }

        private sealed class RecordingTransport : Transport
        {
            private readonly RecordingLink _link;

            public RecordingTransport(RecordingLink link)
            {
                _link = link;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                return -1;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                byte[] sent = new byte[count];
                Array.Copy(buffer, offset, sent, 0, count);
                _link.Sent = sent;
                return count;
            }

            public override void Close()
            {
            }
        }
    }
}
