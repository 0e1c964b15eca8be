using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Messages around the bounds of what is copied into the buffer, over links that take much or little at a time.</summary>
    [TestClass]
    public class MessageLengthTests
    {
        private static readonly int[] s_lengths = { 0, 1, 20, 40, 123, 124, 127, 128, 129, 300, 20, 126, 500, 0, 128, 40, 3, 127, 127, 600, 1 };

        [TestMethod]
        [DataRow(64, 29, 300)]
        [DataRow(64, 100, 300)]
        [DataRow(64, 100000, 300)]
        [DataRow(512, 60, 300)]
        [DataRow(512, 100000, 16379)]
        [DataRow(512, 100000, 16380)]
        public void They_go_out_whole_and_in_their_order(int buffer, int atOnce, int longest)
        {
            Memory.Require(20 * longest);
            TrickleLink link = new TrickleLink(atOnce) { ClientId = "c", SendBufferSize = buffer, MaxQueued = 100 };
            Play.Run(link, SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await Play.UntilConnectedAsync(client);

                Packets expected = new Packets();
                int start = link.Sent.Length;

                for (int round = 0; round < 2; round++)
                {
                    Awaitable last = null;

                    for (int i = 0; i <= s_lengths.Length; i++)
                    {
                        byte[] payload = new byte[i < s_lengths.Length ? s_lengths[i] : longest];

                        for (int j = 0; j < payload.Length; j++)
                        {
                            payload[j] = (byte)(7 * i + j);
                        }

                        // At first a long topic now and then.
                        string topic = new string('t', round == 0 && i % 5 == 4 ? 300 : 1);
                        last = client.PublishAsync(topic, payload);
                        expected.AddPublish(topic, payload);
                    }

                    await last;
                    await UntilSentAsync(link, start + expected.Length);

                    // Then one with a long topic alone.
                    string alone = new string('a', 300);
                    await client.PublishAsync(alone, new byte[1]);
                    expected.AddPublish(alone, new byte[1]);
                    await UntilSentAsync(link, start + expected.Length);
                }

                Assert.AreEqual(start + expected.Length, link.Sent.Length);

                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.AreEqual(expected.Bytes[i], link.Sent.Bytes[start + i], "byte " + i);
                }
            }
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void Wide_topics_and_properties_have_the_room_that_they_take(bool isQueued)
        {
            const string Wide = "€€€€€€€€€€€€€€€€";
            byte[] properties = MqttProperties.Add(null, "a", "0123456789012345678901234567890123456789");
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttMessage message = new MqttMessage(Wide, Encoding.UTF8.GetBytes("1"), properties: properties);
                Coroutine published = null;

                if (isQueued)
                {
                    published = EventLoop.Current.CreateTask(PublishAsync(client, message));
                    await Coroutine.Yield();
                }

                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept5);

                await Play.UntilConnectedAsync(client);

                published = published ?? EventLoop.Current.CreateTask(PublishAsync(client, message));

                // 48 bytes of topic and 46 of properties.
                string packet = await broker.ReadPacketAsync();
                Assert.AreEqual("30620030E282AC", packet.Substring(0, 14));
                Assert.AreEqual("2E26000161" + "00283031", packet.Substring(104, 18));
                Assert.AreEqual("31", packet.Substring(packet.Length - 2));
                await published;
            }
        }

        private static async Coroutine UntilSentAsync(TrickleLink link, int length)
        {
            while (link.Sent.Length < length)
            {
                await Coroutine.Delay(1);
            }
        }

        private static async Coroutine PublishAsync(MqttClient client, MqttMessage message)
        {
            await client.PublishAsync(message);
        }

        /// <summary>Bytes, one behind the other.</summary>
        private sealed class Packets
        {
            public byte[] Bytes { get; private set; } = new byte[64];

            public int Length { get; private set; }

            public void Add(byte[] bytes, int offset, int count)
            {
                while (Length + count > Bytes.Length)
                {
                    byte[] larger = new byte[2 * Bytes.Length];
                    Array.Copy(Bytes, larger, Length);
                    Bytes = larger;
                }

                Array.Copy(bytes, offset, Bytes, Length, count);
                Length += count;
            }

            /// <summary>A message of QoS 0, of MQTT 5.0.</summary>
            public void AddPublish(string topic, byte[] payload)
            {
                Add(new byte[] { 0x30 }, 0, 1);
                int length = 3 + topic.Length + payload.Length;

                for (; length >= 128; length >>= 7)
                {
                    Add(new byte[] { (byte)(length | 128) }, 0, 1);
                }

                Add(new byte[] { (byte)length, (byte)(topic.Length >> 8), (byte)topic.Length }, 0, 3);
                Add(Encoding.UTF8.GetBytes(topic), 0, topic.Length);
                Add(new byte[1], 0, 1);
                Add(payload, 0, payload.Length);
            }
        }

        /// <summary>A way to a broker that accepts, and takes so many bytes at a time and every other time none.</summary>
        private sealed class TrickleLink : MqttOptions
        {
            public TrickleLink(int atOnce)
                : base("none")
            {
                AtOnce = atOnce;
            }

            public int AtOnce { get; }

            public Packets Sent { get; } = new Packets();

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                return new AsyncStream(new TrickleTransport(this));
            }
        }

        private sealed class TrickleTransport : Transport
        {
            private readonly TrickleLink _link;
            private bool _hasAccepted;
            private bool _isFull;

            public TrickleTransport(TrickleLink link)
            {
                _link = link;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (_hasAccepted)
                {
                    return -1;
                }

                // CONNACK of MQTT 5.0.
                _hasAccepted = true;
                buffer[offset] = 0x20;
                buffer[offset + 1] = 3;
                return 5;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                _isFull = !_isFull;

                if (_isFull)
                {
                    return 0;
                }

                count = count < _link.AtOnce ? count : _link.AtOnce;
                _link.Sent.Add(buffer, offset, count);
                return count;
            }

            public override void Close()
            {
            }
        }
    }
}
