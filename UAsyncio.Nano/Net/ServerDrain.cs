namespace UAsyncio.Nano.Net
{
    /// <summary>The end of a closed server's last connection, awaited by those who close it.</summary>
    internal sealed class ServerDrain : Awaitable
    {
        private readonly TcpServer _server;
        private readonly TaskNode _waiters = new TaskNode(null);

        internal ServerDrain(TcpServer server)
        {
            _server = server;
        }

        public override bool BeginAwait()
        {
            return _server.Connections == 0;
        }

        internal void WakeAll()
        {
            if (_waiters.HasWaiters)
            {
                _waiters.WakeAll(EventLoop.Here._queue);
            }
        }

        protected internal override void Park(Coroutine waiter)
        {
            _waiters.Add(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return _waiters.Remove(waiter);
        }
    }
}
