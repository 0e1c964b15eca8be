using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Mqtt.WebSockets
{
    /// <summary>A WebSocket as a stream of bytes: binary messages, whose borders do not count.</summary>
    internal sealed class WebSocketTransport : Transport
    {
        // RFC 6455, 7.4.1.
        private const int Unsupported = 1003;

        private readonly WebSocket _socket;

        internal WebSocketTransport(WebSocket socket)
        {
            _socket = socket;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = _socket.TryReceive(buffer, offset, count);

            if (_socket.IsText)
            {
                throw new WebSocketException(Unsupported);
            }

            // An empty message is nothing. Who sends many of them does not hold up the others: the next pass goes on.
            return read == 0 && !_socket.IsClosed ? -1 : read;
        }

        public override int Write(byte[] buffer, int offset, int count)
        {
            return _socket.TrySend(buffer, offset, count);
        }

        public override void Close()
        {
            _socket.Dispose();
        }
    }
}
