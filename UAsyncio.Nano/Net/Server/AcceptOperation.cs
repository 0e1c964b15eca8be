using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The door of a server, asked once a pass: accepts clients, looks which of those that wait have sent something and gives
    /// them places, ends waits whose time is up, and makes room.
    /// </summary>
    /// <remarks>
    /// Nobody awaits it: it stays with the poller until the server is closed and its last connection too, whatever fails. A coroutine that
    /// went on after each failure would do nothing else while memory is short.
    /// </remarks>
    internal sealed partial class AcceptOperation : SocketOperation
    {
        // After an accept that failed, for instance because the device has no socket left.
        private const int RetryMilliseconds = 100;

        private readonly TcpServer _server;

        // Accepted, and not among the connections yet: memory was too short, and it is for the next pass to go on.
        private Socket _accepted;

        // When to try again after an accept that failed.
        private int _retryAt;

        // What is to be reported; whether a report is under way, or an accept has failed that was reported.
        private Exception _caught;
        private bool _isReporting;
        private bool _isReported;

        // For how long room is to be made for a client that there was no socket for; None when there was none.
        private int _wantedUntil;

        internal AcceptOperation(TcpServer server)
        {
            _server = server;
            _polled = server._listener;
            Outcome = Pending;
        }

        /// <summary>The server is closed, and its last connection too.</summary>
        internal bool IsEnded { get; private set; }

        /// <summary>The last accept has failed.</summary>
        internal bool IsFailing { get; private set; }

        /// <summary>A connection's task ends: the connection waits for its client again, or is closed.</summary>
        internal void End(TcpConnection connection)
        {
            int now = 0;
            bool keep = connection.KeepAlive && !_server._closed && !connection.IsClosed;

            if (keep)
            {
                now = _server._loop.Ticks;
                connection.TrimBuffer();
                connection._asked = connection._transport.PolledSocket;
            }
            else
            {
                connection.Dispose();
            }

            TakeOut(connection, keep, now);
        }

        /// <summary>Looks without waiting for the next pass.</summary>
        internal void LookNow()
        {
            if (!IsEnded)
            {
                Try();
            }
        }

        protected override int Try()
        {
            try
            {
                if (_caught != null)
                {
                    Report();
                }

                Look();
            }
            catch (Exception exception)
            {
                // By stores alone: the next pass goes on.
                _caught = exception;
                _polled = null;
                _isTried = true;
            }

            return Pending;
        }

        // One failure is reported once, however long it lasts. What the report fails with is not reported: that might go on for ever.
        private void Report()
        {
            Exception exception = _caught;
            bool isNew = !_isReporting && !(_isReported && IsFailing);
            _isReported = IsFailing;
            _caught = null;

            if (isNew)
            {
                _isReporting = true;
                _server.Report(exception, exception is TlsException ? "TLS" : "accept");
            }

            _isReporting = false;
        }

        private void Look()
        {
            TcpServer server = _server;
            bool blocked = false;

            if (_accepted != null)
            {
                Welcome();
            }

            if (!server._closed)
            {
                blocked = Accept();
            }

            if (server._count > 0)
            {
                if (server._unended > 0)
                {
                    EndUnended();
                }

                if (blocked || server._waits || server._hasDeadlines)
                {
                    LookAtAll(blocked);
                }
            }
            else if (server._closed)
            {
                server.End();
                server._loop.Poller.Remove(this);
                IsEnded = true;
                return;
            }

            // While clients are waited for that is how it is.
            if (!_isTried || !server._waits || server._count == 0)
            {
                Settle();
            }
        }

        /// <summary>Has only the listener asked, while nothing else is to be looked at.</summary>
        [Inline]
        [Commit]
        internal void Settle()
        {
            TcpServer server = _server;
            _isTried = _accepted != null || _caught != null || server._unended > 0 || (server._count == 0 ? server._closed : server._waits || server._hasDeadlines);
            _polled = _isTried || server._closed ? null : server._listener;
        }

        // True when a client is at the door, or was sent away from it a moment ago, and there is no room for it.
        private bool Accept()
        {
            TcpServer server = _server;

            try
            {
                // To accept waits for a client: there must be one.
                while (server._listener.Poll(0, SelectMode.SelectRead))
                {
                    if (server._count == server._connections.Length || (IsFailing && server._loop.Ticks - _retryAt < 0))
                    {
                        return true;
                    }

                    if (server._loop.IsShortOfMemory)
                    {
                        // What there is belongs to those who are here.
                        return false;
                    }

                    _accepted = server._listener.Accept();
                    IsFailing = _isReported = false;
                    _wantedUntil = TcpConnection.None;
                    Welcome();

                    if (!server._waits)
                    {
                        // It has its turn before the next one is looked for.
                        return false;
                    }
                }

                IsFailing = _isReported = false;
            }
            catch (SocketException)
            {
                // While the network is down the listener fails whenever it is asked.
                if (!IsFailing || server._loop.Ticks - _retryAt >= 0)
                {
                    _retryAt = server._loop.Ticks + RetryMilliseconds;

                    // A client that there is no socket for has been reset: it may come again.
                    _wantedUntil = (_retryAt + FirstSilence) | 1;
                    IsFailing = true;
                    throw;
                }
            }

            return _wantedUntil != TcpConnection.None && server._loop.Ticks - _wantedUntil < 0;
        }

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
                    connection._hello = new ClientHello(socket);
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
                server._loop.StartReserved(task);
                connection._task = task;
            }

            Commit.Begin();
            server._served += connection._task == null ? 0 : 1;
            server._connections[server._count] = connection;
            server._count++;
            _accepted = null;
            Commit.End();
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
            }
            else
            {
                connections[last] = null;
                server._count = last;

                if (last == 0)
                {
                    server._hasDeadlines = false;
                }
            }

            Settle();
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
