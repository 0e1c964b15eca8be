using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Another transport, slowly: a byte every other time.</summary>
    internal sealed class OneByteTransport : Transport
    {
        private readonly Transport _inner;
        private bool _ready;

        public OneByteTransport(Transport inner)
        {
            _inner = inner;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _ready = !_ready;
            return _ready ? -1 : _inner.Read(buffer, offset, 1);
        }

        public override int Write(byte[] buffer, int offset, int count)
        {
            _ready = !_ready;
            return _ready ? 0 : _inner.Write(buffer, offset, 1);
        }

        public override void Close()
        {
            _inner.Close();
        }
    }
}
