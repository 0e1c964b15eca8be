using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>How long a client waits before it connects again, and for a broker that says nothing.</summary>
    [TestClass]
    public class ReconnectTests
    {
        [TestMethod]
        public void The_wait_doubles_with_each_attempt_that_fails_up_to_the_longest()
        {
            Check(new[] { 0, 0, 0, 0, 0, 0, 0, 0 }, new[] { 100, 200, 400, 800, 1000, 1000, 1000 });
        }

        [TestMethod]
        public void It_begins_anew_when_a_connection_has_lasted_a_minute_and_not_when_it_has_ended_before()
        {
            Check(new[] { 0, 0, 59000, 0, 61000, 0, 0 }, new[] { 100, 200, 400, 800, 100, 200 });
        }

        [TestMethod]
        public void A_time_that_attempts_take_is_none_that_a_connection_has_lasted()
        {
            Check(new[] { 0, 0, 0, 0, 0, 0 }, new[] { 20000, 40000, 80000, 100000, 100000 }, 20000, 100000);

            // Of 70 s this one takes 50 to be made.
            Check(new[] { 0, 0, 70000, 0, 0 }, new[] { 100, 200, 400, 800 }, openTime: 50000);
        }

        [TestMethod]
        public void Devices_that_lose_the_same_broker_come_back_one_by_one()
        {
            int first = int.MaxValue;
            int last = 0;

            for (int i = 0; i < 8; i++)
            {
                using (NetLoop test = new NetLoop())
                {
                    MortalLink link = new MortalLink(new[] { 0, 0 }) { ClientId = "device-" + i, MinReconnectDelay = 1000 };
                    test.Run(PlayAsync(link));
                    first = link.Waits[0] < first ? link.Waits[0] : first;
                    last = link.Waits[0] > last ? link.Waits[0] : last;
                }
            }

            Assert.IsTrue(last - first > 200, first + " to " + last);
        }

        [TestMethod]
        public void A_broker_that_does_not_answer_CONNECT_is_left_when_the_time_is_up()
        {
            using (NetLoop test = new NetLoop())
            {
                MortalLink link = new MortalLink(new[] { 60000, 60000, 0 }) { ClientId = "c", IsMute = true, ConnectTimeout = 5000, KeepAlive = 1, MinReconnectDelay = 100 };
                test.Run(PlayAsync(link));

                for (int i = 0; i < 2; i++)
                {
                    Assert.IsTrue(link.Lasted[i] >= 5000 && link.Lasted[i] < 5100, i + ": " + link.Lasted[i]);
                }

                // Nothing but CONNECT goes out before the broker has accepted.
                Assert.AreEqual(2, link.Writes);
            }
        }

        [TestMethod]
        public void Without_keep_alive_nothing_is_asked()
        {
            using (NetLoop test = new NetLoop())
            {
                MortalLink link = new MortalLink(new[] { 50000, 0 }) { ClientId = "c", KeepAlive = 0 };
                test.Run(PlayAsync(link));
                Assert.AreEqual(1, link.Writes);
            }
        }

        [TestMethod]
        public void A_broker_that_says_nothing_is_asked_once_by_each_connection_and_then_left()
        {
            using (NetLoop test = new NetLoop())
            {
                MortalLink link = new MortalLink(new[] { 60000, 60000, 0 }) { ClientId = "c", KeepAlive = 10, MinReconnectDelay = 100, MaxReconnectDelay = 100 };
                test.Run(PlayAsync(link));

                for (int i = 0; i < 2; i++)
                {
                    Assert.IsTrue(link.Lasted[i] >= 10000 && link.Lasted[i] < 10100, i + ": " + link.Lasted[i]);
                }
            }
        }

        // How long the connections last, and what is waited between: from a half to all of it.
        private static void Check(int[] lives, int[] waits, int shortest = 100, int longest = 1000, int openTime = 0)
        {
            using (NetLoop test = new NetLoop())
            {
                MortalLink link = new MortalLink(lives) { ClientId = "c", KeepAlive = 0, MinReconnectDelay = shortest, MaxReconnectDelay = longest, OpenTime = openTime };
                test.Run(PlayAsync(link));

                for (int i = 0; i < waits.Length; i++)
                {
                    Assert.IsTrue(link.Waits[i] >= waits[i] / 2 && link.Waits[i] <= waits[i], i + ": " + link.Waits[i]);
                }
            }
        }

        private static async Coroutine PlayAsync(MortalLink link)
        {
            int slots = EventLoop.Current.FreeSlots;
            MqttClient client = new MqttClient(link);
            client.Start();

            while (!link.IsOver)
            {
                await Coroutine.Delay(100);
            }

            client.Dispose();
            await Slots.UntilFreeAsync(slots);
        }

        /// <summary>A way to a broker that accepts, and is gone so many ms after it was called; 0: it cannot be reached.</summary>
        private sealed class MortalLink : MqttOptions
        {
            private readonly int[] _lives;
            private int _attempts;
            private int _begunAt;
            private int _endedAt;

            public MortalLink(int[] lives)
                : base("none")
            {
                _lives = lives;
                Waits = new int[lives.Length - 1];
                Lasted = new int[lives.Length];
            }

            public int[] Waits { get; }

            public int[] Lasted { get; }

            /// <summary>How long it takes to be made.</summary>
            public int OpenTime { get; set; }

            /// <summary>The broker says nothing at all.</summary>
            public bool IsMute { get; set; }

            /// <summary>How often something was sent.</summary>
            public int Writes { get; set; }

            public bool IsOver => _attempts == _lives.Length;

            public bool HasEnded => EventLoop.Current.Ticks - _begunAt >= _lives[_attempts - 1];

            public void End()
            {
                _endedAt = EventLoop.Current.Ticks;
                Lasted[_attempts - 1] = _endedAt - _begunAt;
            }

            protected override async Coroutine<AsyncStream> OpenAsync()
            {
                _begunAt = EventLoop.Current.Ticks;

                if (_attempts > 0)
                {
                    Waits[_attempts - 1] = _begunAt - _endedAt;
                }

                _attempts++;
                End();

                if (HasEnded)
                {
                    throw new TimeoutException();
                }

                await Coroutine.Delay(OpenTime);
                return new AsyncStream(new MortalTransport(this));
            }
        }

        private sealed class MortalTransport : Transport
        {
            private readonly MortalLink _link;
            private bool _hasAccepted;

            public MortalTransport(MortalLink link)
            {
                _link = link;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (_hasAccepted || _link.IsMute)
                {
                    return _link.HasEnded ? 0 : -1;
                }

                // CONNACK of MQTT 5.0.
                _hasAccepted = true;
                buffer[offset] = 0x20;
                buffer[offset + 1] = 3;
                return 5;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                _link.Writes++;
                return count;
            }

            public override void Close()
            {
                _link.End();
            }
        }
    }
}
