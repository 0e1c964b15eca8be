using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>Accepts clients, so many, each into a machine that closes it at once.</summary>
    public sealed class AcceptMachine : Machine
    {
        private readonly Socket _listener;
        private readonly Machine[] _clients = new Machine[4];
        private int _left;

        /// <summary>Makes it.</summary>
        public AcceptMachine(Socket listener, int times)
        {
            _listener = listener;
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            bool busy = false;

            for (int i = 0; i < _clients.Length; i++)
            {
                Machine client = _clients[i];

                if (client != null)
                {
                    busy |= client.Step(now);

                    if (client.IsDone)
                    {
                        _clients[i] = null;
                        IsDone = --_left == 0;
                    }
                }
                else if (_listener.Poll(0, SelectMode.SelectRead))
                {
                    Socket socket = _listener.Accept();
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                    _clients[i] = new CloseMachine(socket);
                    return true;
                }
                else
                {
                    return busy;
                }
            }

            return busy;
        }
    }
}
