using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Udp
{
    /// <summary>The send of a UDP socket.</summary>
    internal sealed class UdpSend : IoOperation
    {
        private readonly AsyncUdpClient _client;
        private byte[] _buffer;
        private int _offset;
        private int _count;
        private IPEndPoint _to;

        internal UdpSend(AsyncUdpClient client)
        {
            _client = client;
        }

        internal UdpSend Arm(byte[] buffer, int offset, int count, IPEndPoint to)
        {
            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine sends");
            }

            _buffer = buffer;
            _offset = offset;
            _count = count;
            _to = to;
            return this;
        }

        protected override int Try()
        {
            Socket socket = _client.Open();

            // The native call waits until the stack takes it.
            return socket.Poll(0, SelectMode.SelectWrite) ? socket.SendTo(_buffer, _offset, _count, SocketFlags.None, _to) : Pending;
        }
    }
}
