using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>A connected TCP socket.</summary>
    public sealed class SocketTransport : Transport
    {
        // A socket is reported writable when half of its send buffer is free (2,872 bytes by default on an ESP32), and Send
        // waits for what does not fit: a chunk of one segment always fits.
        private const int Chunk = 1400;

        /// <summary>Takes a socket over.</summary>
        /// <param name="socket">A connected one.</param>
        public SocketTransport(Socket socket)
        {
            Socket = socket;
        }

        internal Socket Socket { get; }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            return Socket.Poll(0, SelectMode.SelectRead) ? Socket.Receive(buffer, offset, count, SocketFlags.None) : -1;
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            return Socket.Poll(0, SelectMode.SelectWrite)
                ? Socket.Send(buffer, offset, count < Chunk ? count : Chunk, SocketFlags.None)
                : 0;
        }

        /// <inheritdoc/>
        public override void Close()
        {
            Socket.Close();
        }
    }
}
