using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Udp
{
    /// <summary>The receive of a UDP socket.</summary>
    internal sealed class UdpReceive : IoOperation
    {
        private readonly AsyncUdpClient _client;

        // It came for a coroutine that was cancelled before its turn, and is for the next.
        private bool _isKept;

        internal UdpReceive(AsyncUdpClient client)
        {
            _client = client;
        }

        protected override int Try()
        {
            AsyncUdpClient client = _client;
            Socket socket = client.Open();

            if (_isKept)
            {
                _isKept = false;
                return client._length;
            }

            if (!socket.Poll(0, SelectMode.SelectRead))
            {
                return Pending;
            }

            EndPoint sender = client._sender;
            byte[] buffer = client._buffer;
            int length = socket.ReceiveFrom(buffer, 0, buffer.Length, SocketFlags.None, ref sender);
            bool isTruncated = length == buffer.Length;
            length = isTruncated ? length - 1 : length;
            client._sender = sender;
            client._length = length;
            client._isTruncated = isTruncated;
            return length;
        }

        protected override void Undo(int result)
        {
            _isKept = true;
        }
    }
}
