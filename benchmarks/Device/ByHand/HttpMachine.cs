using System;
using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>A kept HTTP connection, for so many requests.</summary>
    public sealed class HttpMachine : Machine
    {
        private readonly Socket _socket;
        private byte[] _buffer = new byte[Request.BufferSize];
        private byte[] _response;
        private int _count;
        private int _left;

        /// <summary>Makes it.</summary>
        public HttpMachine(Socket socket, int times)
        {
            _socket = socket;
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            return _response == null ? Read() : Write();
        }

        private bool Read()
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            if (_count == _buffer.Length)
            {
                byte[] larger = new byte[2 * _count];
                Array.Copy(_buffer, larger, _count);
                _buffer = larger;
            }

            int count = _socket.Receive(_buffer, _count, _buffer.Length - _count, SocketFlags.None);

            if (count == 0)
            {
                _socket.Close();
                IsDone = true;
                return true;
            }

            _count += count;
            _response = Request.Answer(_buffer, _count);
            return true;
        }

        // It fits into one chunk.
        private bool Write()
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return false;
            }

            _socket.Send(_response, 0, _response.Length, SocketFlags.None);
            _response = null;
            _count = 0;

            if (--_left == 0)
            {
                _socket.Close();
                IsDone = true;
            }

            return true;
        }
    }
}
