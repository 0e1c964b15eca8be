using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    // Who comes and who goes.
    internal partial class AcceptOperation
    {
        private void Welcome()
        {
            TcpServer server = _server;
            Socket socket = _accepted;

            try
            {
                // Answers are written in one piece: waiting for more to send would only delay them.
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            }
            catch (SocketException)
            {
                // The client has gone already: its own connection finds that out.
            }

            TcpConnection connection = new TcpConnection(server, socket);

            if (server._waits)
            {
                int time = server._idleTimeout;

                if (server._tls != null)
                {
                    connection._asked = new ClientHello(socket);
                    time = server._tls.HelloTimeout;
                }
                else
                {
                    connection._asked = socket;
                }

                connection._since = server._loop.Ticks;
                connection._deadline = (connection._since + time) | 1;
            }
            else
            {
                Coroutine task = server.ServeAsync(connection);
                server._loop.StartReserved(task, this);
                connection._task = task;
            }

            Commit.Begin();
            server._served += connection._task == null ? 0 : 1;
            server._connections[server._count] = connection;
            server._count++;
            _accepted = null;
            Commit.End();
        }

        /// <summary>A connection's task ends: the connection waits for its client again, or is closed.</summary>
        internal void End(TcpConnection connection)
        {
            if (!connection.KeepAlive || _server._closed || connection._transport == null)
            {
                connection.Dispose();
                TakeOut(connection, false, 0);
                return;
            }

            SocketTransport plain = null;

            if (connection.TryLetGo())
            {
                // One that has sent something already is not asked.
                plain = connection._transport as SocketTransport;
            }

            int now = _server._loop.Ticks;
            connection._asked = plain?.PolledSocket;
            TakeOut(connection, true, now);
        }

        /// <summary>A connection's task is cancelled before its first turn: the connection ends, as the next pass says.</summary>
        protected override void Undo(Coroutine waiter)
        {
            TcpServer server = _server;
            int i = 0;

            while (server._connections[i]._task != waiter)
            {
                i++;
            }

            // One that was served before may have wished to be kept.
            server._connections[i].KeepAlive = false;
            server._unended++;
            _polled = null;
            _isTried = true;
        }

        // Takes a connection out of the server's; or, where it is kept, puts it behind all others. Those behind it move up.
        private void TakeOut(TcpConnection connection, bool keep, int now)
        {
            TcpServer server = _server;
            TcpConnection[] connections = server._connections;

            if (connection._task != null)
            {
                // The slot of its task, which ends, goes back to the server, not to the common pool.
                server._loop.ReturnSlots(-1);
            }

            Commit.Begin();

            if (connection._task != null)
            {
                server._served--;
                server._unended--;
                connection._task = null;
            }

            int last = server._count - 1;
            int i = 0;

            while (connections[i] != connection)
            {
                i++;
            }

            for (; i < last; i++)
            {
                connections[i] = connections[i + 1];
            }

            if (keep)
            {
                connections[last] = connection;
                connection._isKept = true;
                connection._since = now;
                connection._deadline = (now + server._idleTimeout) | 1;
                server._hasDeadlines = true;
            }
            else
            {
                connections[last] = null;
                server._count = last;

                if (last == 0)
                {
                    server._hasDeadlines = false;
                }

                // One that is kept changes nothing; where no client is waited for, the next pass finds that out.
                Settle();
            }

            Commit.End();
        }

        // Of tasks that have ended when memory was too short to say so. The slot of each has gone to the common pool.
        private void EndUnended()
        {
            TcpServer server = _server;

            for (int i = server._count - 1; i >= 0; i--)
            {
                TcpConnection connection = server._connections[i];

                if (connection._task != null && connection._task.IsCompleted)
                {
                    if (server._loop.FreeSlots == 0)
                    {
                        return;
                    }

                    End(connection);
                }
            }
        }
    }
}
