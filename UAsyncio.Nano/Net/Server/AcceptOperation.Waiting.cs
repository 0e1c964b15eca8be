using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    internal partial class AcceptOperation
    {
        // The connection that was found to need a look, and whether it has sent something; -1 where none was looked for.
        private int _found = -1;
        private bool _isFound;

        // A connection that is served has a deadline.
        private bool _isTimed;

        // There is something to be tried whether anybody comes or not.
        private bool _isBusy;

        /// <summary>A client has sent something, and there is no place for it.</summary>
        internal bool IsSomebodyReady { get; private set; }

        /// <summary>Whether nobody is at the door, nobody who waits has sent anything, and nothing else is to be done.</summary>
        internal bool IsQuiet()
        {
            TcpServer server = _server;

            if (_isBusy || server._unended > 0)
            {
                _found = -1;
                return false;
            }

            try
            {
                if (!server._listener.Poll(0, SelectMode.SelectRead))
                {
                    int found = Find(0, server._loop.Ticks);

                    if (found == server._count)
                    {
                        if (server._served == found && !_isTimed)
                        {
                            // Until one of them ends, or sets a deadline, there is only the listener to ask.
                            server._hasDeadlines = false;
                            _polled = server._listener;
                            _isTried = false;
                        }

                        return true;
                    }

                    _found = found;
                    return false;
                }
            }
            catch (Exception)
            {
                // The network is down, or memory is short, which a closer look finds out.
            }

            _found = -1;
            return false;
        }

        // Gives places to those that have sent something, ends waits whose time is up, and makes room where it has to be made: from the connection
        // on that was found, or from the first.
        private void LookAtAll(bool blocked, int i)
        {
            TcpServer server = _server;
            TcpConnection[] connections = server._connections;
            int wanted = blocked ? 1 : 0;
            int now = server._loop.Ticks;
            bool ready = false;

            if (i < 0)
            {
                i = Find(0, now);
            }

            while (i < server._count)
            {
                TcpConnection connection = connections[i];

                if (connection._task != null)
                {
                    if (connection.IsClosed)
                    {
                        // It makes room already.
                        wanted--;
                    }
                    else
                    {
                        connection.Expire();
                    }
                }
                else if (_isFound || IsReady(connection, now))
                {
                    if (server._served < server._places)
                    {
                        Start(server, connection, now);
                    }
                    else
                    {
                        ready = true;
                        wanted++;
                    }
                }

                if (connections[i] == connection)
                {
                    i++;
                }

                if (i < server._count)
                {
                    i = Find(i, now);
                }
            }

            IsSomebodyReady = ready;

            for (; wanted > 0 && MakeRoom(now, blocked); wanted--)
            {
                blocked = false;
                _wantedUntil = TcpConnection.None;
            }
        }

        // The first, from one on, that is to be looked at: all that wait for their clients are asked in one loop, which is what they cost.
        private int Find(int i, int now)
        {
            TcpServer server = _server;
            TcpConnection[] connections = server._connections;
            int count = server._count;
            bool closed = server._closed;
            _isFound = false;
            _isTimed = false;

            try
            {
                for (; i < count; i++)
                {
                    TcpConnection connection = connections[i];

                    if (connection._task != null)
                    {
                        if (connection.IsClosed)
                        {
                            break;
                        }

                        if (connection._deadline != TcpConnection.None)
                        {
                            _isTimed = true;

                            if (now - connection._deadline >= 0)
                            {
                                break;
                            }
                        }
                    }
                    else
                    {
                        Socket asked = connection._asked as Socket;

                        if (closed || asked == null || now - connection._deadline >= 0)
                        {
                            break;
                        }

                        if (asked.Poll(0, SelectMode.SelectRead))
                        {
                            _isFound = true;
                            break;
                        }
                    }
                }
            }
            catch (Exception)
            {
                // Its socket has failed, which a closer look finds out.
            }

            return i;
        }

        private void Start(TcpServer server, TcpConnection connection, int now)
        {
            Coroutine task = server.ServeAsync(connection);
            server._loop.StartReserved(task, this);
            Commit.Begin();
            connection._task = task;
            connection._since = now;
            connection._movedBefore = connection._moved;
            server._served++;
            Commit.End();
        }

        // Whether a connection that waits can be served. One that has been reset, or whose time is up, is closed.
        private bool IsReady(TcpConnection connection, int now)
        {
            ClientHello hello = connection._asked as ClientHello;
            Exception failure = null;

            try
            {
                // One that is closed could not be taken out before, for want of memory.
                if (!connection.IsClosed)
                {
                    if (hello != null ? hello.IsComplete() : connection.CanRead())
                    {
                        return true;
                    }

                    if (!_server._closed && now - connection._deadline < 0)
                    {
                        return false;
                    }

                    if (hello != null && !_server._closed)
                    {
                        failure = new TlsException(TlsError.Timeout, 0);
                    }
                }
            }
            catch (SocketException)
            {
                // The client has gone, which is its right.
            }
            catch (TlsException exception)
            {
                failure = exception;
            }

            connection.Dispose();
            TakeOut(connection, false, now);

            if (failure != null)
            {
                throw failure;
            }

            return false;
        }
    }
}
