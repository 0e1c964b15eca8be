using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>The accept of a server: tried when a client waits and the server has room for it.</summary>
    internal sealed class AcceptOperation : IoOperation
    {
        private readonly TcpServer _server;
        private Socket _accepted;

        internal AcceptOperation(TcpServer server)
        {
            _server = server;
        }

        /// <summary>Hands the accepted socket over.</summary>
        internal Socket Take()
        {
            Socket accepted = _accepted;
            _accepted = null;
            return accepted;
        }

        protected override int Try()
        {
            if (_accepted != null)
            {
                // Memory was too short to hand it over.
                return 0;
            }

            // Accept waits for a client: there must be one.
            if (!_server.Listener.Poll(0, SelectMode.SelectRead))
            {
                return Pending;
            }

            if (_server.IsFull)
            {
                _server.MakeRoom();
                return Pending;
            }

            _accepted = _server.Listener.Accept();
            return 0;
        }

        protected override void Undo(int result)
        {
            Take()?.Close();
        }
    }
}
