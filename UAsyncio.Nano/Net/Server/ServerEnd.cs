namespace UAsyncio.Nano.Net
{
    /// <summary>The end of a server, and who waits for it.</summary>
    internal sealed class ServerEnd : WaitList
    {
        private readonly TcpServer _server;

        internal ServerEnd(TcpServer server)
        {
            _server = server;
        }

        /// <summary>For lists of what coroutines wait for.</summary>
        public override string ToString()
        {
            return _server.IsClosed ? "accept" : "accept " + _server._listener.LocalEndPoint;
        }
    }
}
