using System;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Mqtt.WebSockets
{
    /// <summary>A WebSocket as a stream of bytes: binary messages, whose borders do not count.</summary>
    internal sealed class WebSocketTransport : Transport
    {
        // RFC 6455, 7.4.1.
        private const int Unsupported = 1003;

        // In a row.
        internal const int MaxFailures = 1000;

        private readonly WebSocket _socket;

        internal WebSocketTransport(WebSocket socket)
        {
            _socket = socket;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = _socket.TryReceive(buffer, offset, count);
            bool isText = false;

            // What was received is out of the socket: where memory is too short to ask, that is tried again.
            for (int attempts = MaxFailures; attempts > 0;)
            {
                try
                {
                    isText = _socket.IsText;
                    attempts = 0;
                }
                catch (OutOfMemoryException)
                {
                    if (--attempts == 0)
                    {
                        throw;
                    }
                }
            }

            if (isText)
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
