using System;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A way to a broker that takes so many bytes and no more until something comes back, which a test says.</summary>
    internal sealed class NarrowLink : MqttOptions
    {
        private readonly NarrowTransport _transport = new NarrowTransport();

        public NarrowLink()
            : base("none")
        {
        }

        /// <summary>How many more bytes it takes.</summary>
        public int Room
        {
            set => _transport._room = value;
        }

        /// <summary>How many bytes have gone out.</summary>
        public int Sent => _transport._sent;

        public void Say(byte[] bytes)
        {
            _transport._said = bytes;
        }

        protected override async Coroutine<AsyncStream> OpenAsync()
        {
            return new AsyncStream(_transport);
        }

        private sealed class NarrowTransport : Transport
        {
            internal byte[] _said;
            internal int _room;
            internal int _sent;

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (_said == null)
                {
                    return -1;
                }

                int read = _said.Length;
                Array.Copy(_said, 0, buffer, offset, read);
                _said = null;
                _room = 100;
                return read;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                int taken = count < _room ? count : _room;
                _room -= taken;
                _sent += taken;
                return taken;
            }

            public override void Close()
            {
            }
        }
    }
}
