using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Who says something in time, and what is made of silence.</summary>
    [TestClass]
    public class KeepAliveTests
    {
        private const int Minute = 60000;

        [TestMethod]
        [DataRow(0, 0, true, 12, 0)]
        [DataRow(1000, 0, true, 12, 0)]
        [DataRow(0, 1000, true, 6, 0)]
        [DataRow(1000, 1000, true, 0, 0)]
        [DataRow(1000, 1000, false, 0, 0)]
        [DataRow(0, 0, false, 1, 10000)]
        [DataRow(0, 1000, false, 1, 10000)]
        [DataRow(1000, 0, false, 12, 0)]
        public void Client_asks_where_either_side_is_silent_and_leaves_a_broker_that_does_not_answer(int brokerSays, int clientSays, bool answers, int pings, int lasts)
        {
            using (NetLoop test = new NetLoop())
            {
                TalkingLink link = new TalkingLink { ClientId = "c", KeepAlive = 10, Reconnect = false, Says = brokerSays, Answers = answers };
                test.Run(TalkAsync(link, clientSays));
                Assert.AreEqual(lasts == 0, link.Closed == 0, link.Closed.ToString());
                Assert.IsTrue(link.Closed - lasts >= 0 && link.Closed - lasts < 100, link.Closed.ToString());
                Assert.IsTrue(link.Pings <= pings && link.Pings + 1 >= pings, link.Pings.ToString());

                // A word in each half of the time, though the broker wants one in the whole of it.
                Assert.IsTrue(link.LongestSilence < 5100, link.LongestSilence.ToString());
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Farewell_to_a_broker_that_takes_nothing_ends_when_the_time_is_up(bool hasMessage)
        {
            using (NetLoop test = new NetLoop())
            {
                test.Run(LeaveAsync(new TalkingLink { ClientId = "c", ConnectTimeout = 3000 }, hasMessage));
            }
        }

        private static async Coroutine TalkAsync(TalkingLink link, int says)
        {
            EventLoop loop = EventLoop.Current;
            int slots = loop.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            int start = loop.Ticks;

            while (loop.Ticks - start < Minute && client.IsConnected)
            {
                await Coroutine.Delay(says == 0 ? 100 : says);

                if (says > 0 && client.IsConnected)
                {
                    await client.PublishAsync("t", "1");
                }
            }

            link.IsOver = true;
            client.Dispose();
            await Slots.UntilFreeAsync(slots);
        }

        private static async Coroutine LeaveAsync(TalkingLink link, bool hasMessage)
        {
            EventLoop loop = EventLoop.Current;
            int slots = loop.FreeSlots;
            MqttClient client = new MqttClient(link);
            await client.ConnectAsync();
            link.IsFull = true;

            if (hasMessage)
            {
                // Longer than the buffer: it waits.
                Awaitable published = client.PublishAsync("t", new byte[1000]);
                Assert.AreEqual(1, client.Queued);
                Assert.IsNotNull(published);
            }

            int start = loop.Ticks;
            await client.DisconnectAsync();
            int waited = loop.Ticks - start;
            Assert.IsTrue(waited >= 2900 && waited < 3200, waited.ToString());
            await Slots.UntilFreeAsync(slots);
        }

        /// <summary>A way to a broker that accepts, says something now and then, and answers PINGREQ or not.</summary>
        private sealed class TalkingLink : MqttOptions
        {
            private int _begunAt;
            private int _saidAt;
            private int _heardAt;
            private int _owed;

            public TalkingLink()
                : base("none")
            {
            }

            /// <summary>How often, in ms, the broker sends a message; 0 for never.</summary>
            public int Says { get; set; }

            public bool Answers { get; set; }

            /// <summary>It takes nothing more.</summary>
            public bool IsFull { get; set; }

            /// <summary>What comes now is the test's own doing.</summary>
            public bool IsOver { get; set; }

            public int Pings { get; private set; }

            public int LongestSilence { get; private set; }

            /// <summary>When the client has closed it; 0 for not.</summary>
            public int Closed { get; private set; }

            public int Write(byte[] buffer, int offset, int count)
            {
                if (IsFull)
                {
                    return 0;
                }

                int now = EventLoop.Current.Ticks;
                LongestSilence = now - _heardAt > LongestSilence ? now - _heardAt : LongestSilence;
                _heardAt = now;

                if (buffer[offset] == 0xC0)
                {
                    Pings++;
                    _owed += Answers ? 1 : 0;
                }

                return count;
            }

            public int Read(byte[] buffer, int offset)
            {
                int now = EventLoop.Current.Ticks;

                if (_saidAt < 0)
                {
                    // CONNACK of MQTT 5.0.
                    _saidAt = now;
                    buffer[offset] = 0x20;
                    buffer[offset + 1] = 3;
                    return 5;
                }

                if (_owed > 0)
                {
                    _owed--;
                    buffer[offset] = 0xD0;
                    buffer[offset + 1] = 0;
                    return 2;
                }

                if (Says == 0 || now - _saidAt < Says)
                {
                    return -1;
                }

                // A message of QoS 0, which nobody wants.
                _saidAt = now;
                Array.Copy(new byte[] { 0x30, 4, 0, 1, 0x75, 0 }, 0, buffer, offset, 6);
                return 6;
            }

            public void Close()
            {
                Closed = IsOver ? 0 : EventLoop.Current.Ticks - _begunAt;
            }

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                _begunAt = _heardAt = EventLoop.Current.Ticks;
                _saidAt = -1;
                return new AsyncStream(new TalkingTransport(this));
            }
        }

        private sealed class TalkingTransport : Transport
        {
            private readonly TalkingLink _link;

            public TalkingTransport(TalkingLink link)
            {
                _link = link;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                return _link.Read(buffer, offset);
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                return _link.Write(buffer, offset, count);
            }

            public override void Close()
            {
                _link.Close();
            }
        }
    }
}
