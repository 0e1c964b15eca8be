using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>A connected TCP socket.</summary>
    public sealed class SocketTransport : Transport
    {
        // A socket is reported writable when half of its send buffer is free (2,872 bytes by default on an ESP32), and Send
        // waits for what does not fit: a chunk of one segment always fits.
        private const int Chunk = 1400;

        private readonly Socket _socket;

        /// <summary>Takes a socket over.</summary>
        /// <param name="socket">A connected one.</param>
        public SocketTransport(Socket socket)
        {
            _socket = socket;
        }

        /// <inheritdoc/>
        protected internal override Socket PolledSocket => _socket;

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            return _socket.Poll(0, SelectMode.SelectRead) ? _socket.Receive(buffer, offset, count, SocketFlags.None) : -1;
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            return _socket.Poll(0, SelectMode.SelectWrite)
                ? _socket.Send(buffer, offset, count < Chunk ? count : Chunk, SocketFlags.None)
                : 0;
        }

        /// <inheritdoc/>
        protected internal override bool CanRead()
        {
            return _socket.Poll(0, SelectMode.SelectRead);
        }

        /// <inheritdoc/>
        public override void Close()
        {
            // Not Close, here and elsewhere: all it does is to call this, from a frame whose slots the weaver cannot fill (its README says what for).
            ((IDisposable)_socket).Dispose();
        }
    }
}
