using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A long message that comes slowly, or not at all any more, while its handler reads it.</summary>
    [TestClass]
    public class SlowStreamTests
    {
        private const int Length = 400;

        [TestMethod]
        public void Broker_of_which_a_handler_hears_is_not_silent()
        {
            Assert.AreEqual(0, Read(20));
        }

        [TestMethod]
        public void Rest_is_lost_with_its_connection_also_before_there_is_another_one()
        {
            Assert.AreEqual((int)MqttReason.ConnectionLost, Read(0));
        }

        // What ends a handler that reads all: 0 for the message's end.
        private static int Read(int bytesPerSecond)
        {
            using (NetLoop test = new NetLoop())
            {
                SlowLink link = new SlowLink
                {
                    ClientId = "c", KeepAlive = 4, MaxPacketSize = 128, MinReconnectDelay = 60000, BytesPerSecond = bytesPerSecond,
                };
                return (int)test.Run(ReadAsync(link));
            }
        }

        private static async Coroutine<int> ReadAsync(SlowLink link)
        {
            int slots = EventLoop.Current.FreeSlots;
            int outcome = 0;
            bool hasEnded = false;
            MqttClient client = new MqttClient(link);
            _ = client.SubscribeAsync(new MqttSubscription("t", HandleAsync) { TakesStreams = true });
            client.Start();

            while (!hasEnded)
            {
                await Coroutine.Delay(10);
            }

            Assert.AreEqual(1, client.Connections);
            Assert.AreEqual(outcome == 0, client.IsConnected);
            client.Dispose();
            await Slots.UntilFreeAsync(slots);
            return outcome;

            async Coroutine HandleAsync(MqttMessage message)
            {
                if (link.BytesPerSecond == 0)
                {
                    while (client.IsConnected)
                    {
                        await Coroutine.Delay(10);
                    }
                }

                try
                {
                    byte[] part = new byte[20];

                    while (await message.ReadAsync(part, 0, part.Length) > 0)
                    {
                    }
                }
                catch (MqttException exception)
                {
                    outcome = (int)exception.Reason;
                }

                hasEnded = true;
            }
        }

        /// <summary>A way to a broker that accepts and sends a message, of which half comes at once.</summary>
        private sealed class SlowLink : MqttOptions
        {
            public SlowLink()
                : base("none")
            {
            }

            public int BytesPerSecond { get; set; }

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                return new AsyncStream(new SlowTransport(BytesPerSecond));
            }
        }

        private sealed class SlowTransport : Transport
        {
            // CONNACK of MQTT 5.0, and the head of a message of QoS 0.
            private static readonly byte[] s_head = { 0x20, 3, 0, 0, 0, 0x30, 0x94, 3, 0, 1, 0x74, 0 };

            private readonly int _rate;
            private readonly int _begunAt = EventLoop.Current.Ticks;
            private int _given;

            public SlowTransport(int rate)
            {
                _rate = rate;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (_given < s_head.Length)
                {
                    buffer[offset] = s_head[_given];
                    _given++;
                    return 1;
                }

                int there = s_head.Length + Length / 2 + _rate * (EventLoop.Current.Ticks - _begunAt) / 1000;
                there = (there < s_head.Length + Length ? there : s_head.Length + Length) - _given;
                count = there < count ? there : count;
                _given += count;
                return count > 0 ? count : -1;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                return count;
            }

            public override void Close()
            {
            }
        }
    }
}
