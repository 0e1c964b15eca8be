using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The wait of a server for a client's whole hello, which it looks at without taking it: a handshake that has begun stops the
    /// device until the client goes on.
    /// </summary>
    internal sealed class ClientHello : SocketOperation
    {
        // A record: type, version, length; in it a message: type and length.
        private const int RecordHeader = 5;
        private const int MessageHeader = 4;
        private const int Handshake = 22;
        private const int Hello = 1;

        // More than any client's; and a device's receive window holds no more than 5,744 bytes.
        internal const int MaxRecord = 4096;

        private readonly Socket _socket;
        private byte[] _header = new byte[RecordHeader + MessageHeader];
        private int _length;

        internal ClientHello(Socket socket)
        {
            _socket = socket;
            _polled = socket;
        }

        /// <summary>A part of it has come.</summary>
        internal bool HasBegun { get; private set; }

        /// <summary>Whether all of it has come.</summary>
        /// <exception cref="TlsException">It is none, or the client has closed.</exception>
        internal bool IsComplete()
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            int available = _socket.Available;

            if (available == 0)
            {
                throw new TlsException(TlsError.PeerClosed, 0);
            }

            if (_header != null)
            {
                Look(available);
            }

            HasBegun = true;

            if (_length > 0 && available >= _length)
            {
                return true;
            }

            // What came before a reset can still be read: only this tells of it.
            if (_socket.Poll(0, SelectMode.SelectError))
            {
                throw new TlsException(TlsError.PeerClosed, 0);
            }

            return false;
        }

        protected override int Try()
        {
            return IsComplete() ? 0 : Pending;
        }

        // Nothing but a hello is waited for: another protocol is noticed by its first byte.
        private void Look(int available)
        {
            int seen = available < _header.Length ? available : _header.Length;
            _socket.Receive(_header, 0, seen, SocketFlags.Peek);

            if (_header[0] != Handshake || (seen > 1 && _header[1] != 3))
            {
                throw new TlsException(TlsError.Protocol, 0);
            }

            if (seen < _header.Length)
            {
                return;
            }

            int record = _header[3] << 8 | _header[4];
            int message = _header[6] << 16 | _header[7] << 8 | _header[8];

            // A hello in several records is not served: only the first could be waited for.
            if (_header[5] != Hello || record > MaxRecord || message > record - MessageHeader)
            {
                throw new TlsException(TlsError.Protocol, 0);
            }

            _length = RecordHeader + record;
            _header = null;
        }
    }
}
