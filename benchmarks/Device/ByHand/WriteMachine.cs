using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>Writes to a socket, so many times, in chunks for which Send does not wait.</summary>
    public sealed class WriteMachine : Machine
    {
        private const int Chunk = 1400;

        private readonly Socket _socket;
        private readonly byte[] _buffer;
        private int _sent;
        private int _left;

        /// <summary>Makes it.</summary>
        public WriteMachine(Socket socket, int size, int times)
        {
            _socket = socket;
            _buffer = new byte[size];
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return false;
            }

            int count = _buffer.Length - _sent;
            _sent += _socket.Send(_buffer, _sent, count < Chunk ? count : Chunk, SocketFlags.None);

            if (_sent == _buffer.Length)
            {
                _sent = 0;

                if (--_left == 0)
                {
                    IsDone = true;
                }
            }

            return true;
        }
    }
}
