using System;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A way to a broker that accepts, says something now and then, and answers PINGREQ or not.</summary>
    internal sealed class TalkingLink : MqttOptions
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

        /// <summary>How many bytes it takes.</summary>
        public int Room { get; set; } = int.MaxValue;

        /// <summary>What the broker says next; null for what it says of itself.</summary>
        public byte[] Next { get; set; }

        /// <summary>What comes now is the test's own doing.</summary>
        public bool IsOver { get; set; }

        public int Pings { get; private set; }

        /// <summary>How many bytes have gone out.</summary>
        public int Sent { get; private set; }

        public int LongestSilence { get; private set; }

        /// <summary>When the client has closed it; 0 for not.</summary>
        public int Closed { get; private set; }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (Room == 0)
            {
                return 0;
            }

            count = count < Room ? count : Room;
            Room -= Room == int.MaxValue ? 0 : count;
            Sent += count;
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

            if (Next != null)
            {
                int length = Next.Length;
                Array.Copy(Next, 0, buffer, offset, length);
                Next = null;
                return length;
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
