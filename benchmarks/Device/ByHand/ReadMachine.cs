using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>Reads from a socket, so many times.</summary>
    public sealed class ReadMachine : Machine
    {
        private readonly Socket _socket;
        private readonly byte[] _buffer;
        private int _left;

        /// <summary>Makes it.</summary>
        public ReadMachine(Socket socket, int size, int times)
        {
            _socket = socket;
            _buffer = new byte[size];
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            int count = _socket.Receive(_buffer, 0, _buffer.Length, SocketFlags.None);

            if (count == 0 || --_left == 0)
            {
                IsDone = true;
            }

            return true;
        }
    }
}
