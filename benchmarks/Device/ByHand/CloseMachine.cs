using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>A client that is closed at once.</summary>
    public sealed class CloseMachine : Machine
    {
        private readonly Socket _socket;

        /// <summary>Makes it.</summary>
        public CloseMachine(Socket socket)
        {
            _socket = socket;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            _socket.Close();
            IsDone = true;
            return true;
        }
    }
}
