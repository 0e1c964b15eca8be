using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// A TCP server: accepts clients and runs a handler for each, as many at a time as it has places for. (uasyncio: start_server, Server)
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. What it needs while it runs, the slots of its tasks, it takes when it starts; it needs no timer.
    /// </remarks>
    public sealed class TcpServer
    {
        // How often closing is tried where memory is short: nobody gives any back then.
        internal const int MaxFailures = 1000;

        internal readonly EventLoop _loop;
        internal readonly Socket _listener;
        internal readonly TlsServerOptions _tls;
        internal readonly bool _clientSpeaksFirst;
        internal readonly int _idleTimeout;

        // All, in the order in which they came, and how many of them are being served; and the places for those.
        internal readonly TcpConnection[] _connections;
        internal readonly int _places;
        internal int _count;
        internal int _served;

        // Connections wait for their clients, before they are served or between.
        internal readonly bool _waits;

        // A connection has had a deadline.
        internal bool _hasDeadlines;

        // How many tasks have ended and could not say so for want of memory.
        internal int _unended;
        internal bool _closed;

        private readonly ConnectionHandler _handler;
        private readonly AcceptOperation _accept;

        // The task under whose name failures are reported, and which lists of tasks show. It waits for the end, as all do who close.
        private readonly Coroutine _task;
        private readonly ServerEnd _end;

        // The slots that it keeps.
        private int _slots;

        /// <summary>Starts listening on the loop of this thread.</summary>
        /// <param name="handler">Called for each client.</param>
        /// <param name="address">The local address; IPAddress.Any for all.</param>
        /// <param name="port">The port.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> or <paramref name="address"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not from 0 to 65535, or an option is out of range: it is named.</exception>
        /// <exception cref="InvalidOperationException">The loop has not enough free slots: one for each place and one more.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public TcpServer(ConnectionHandler handler, IPAddress address, int port, TcpServerOptions options = null)
        {
            _handler = handler ?? throw new ArgumentNullException(nameof(handler));

            if (address == null)
            {
                throw new ArgumentNullException(nameof(address));
            }

            // The runtime would take the low 16 bits.
            if ((uint)port > IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException(nameof(port));
            }

            options = options ?? new TcpServerOptions();
            options.Check();
            _loop = EventLoop.Current;
            _tls = options.Tls;
            _clientSpeaksFirst = options.ClientSpeaksFirst;
            _idleTimeout = options.IdleTimeout;
            _places = options.MaxConnections;
            _waits = _clientSpeaksFirst || _tls != null;
            _connections = new TcpConnection[_places + (_waits ? options.MaxWaiting : 0)];
            _end = new ServerEnd(this);
            IPEndPoint endPoint = new IPEndPoint(address, port);
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

            try
            {
                _accept = _waits ? new WaitingRoom(this) : new AcceptOperation(this);
                ReuseAddress(_listener);
                _listener.Bind(endPoint);
                _listener.Listen(options.Backlog);
                _loop.ReserveSlots(_places + 1);
                _slots = _places + 1;
                _task = AcceptAsync();
                _loop.Poller.Add(_accept);
                _loop.StartReserved(_task);
                _slots = _places;
            }
            catch (Exception)
            {
                // A socket that is lost is lost until the device restarts: where memory is too short to close it, that is tried again.
                for (int attempts = MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        _loop.Poller.Remove(_accept);
                        ((IDisposable)_listener).Dispose();
                        _loop.ReturnSlots(_slots);
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>How many connections there are: those that are being served, and those that wait for their clients.</summary>
        public int Connections => _count;

        /// <summary>How many connections can be served at a time.</summary>
        public int MaxConnections => _places;

        /// <summary>The port that it listens on: of use when it was started on port 0.</summary>
        public int Port => ((IPEndPoint)_listener.LocalEndPoint).Port;

        /// <summary>True after it was closed.</summary>
        public bool IsClosed => _closed;

        /// <summary>True when as many connections are being served as there may be.</summary>
        public bool IsFull => _served == _places;

        /// <summary>
        /// True when a client waits and there is no place or no socket for it: those that do not need their connection should close it.
        /// </summary>
        public bool HasClientsWaiting => !_closed && (_accept.IsSomebodyReady || (_count == _connections.Length && IsSomebodyAtTheDoor()));

        /// <summary>
        /// Listens no more; the port is free at once. Connections that are being served, or that something has come on, go on; those that
        /// wait for their clients are closed. Closing twice does nothing.
        /// </summary>
        public void Close()
        {
            if (!_closed)
            {
                ((IDisposable)_listener).Dispose();
                _closed = true;
            }

            _accept.LookNow();
        }

        /// <summary>Listens no more, and waits until all handlers have ended. (uasyncio: close, wait_closed)</summary>
        /// <param name="cancelHandlers">True to cancel them first, and to close what waits for a place; false to let them finish.</param>
        /// <returns>To be awaited; not by a handler, which would wait for itself: <see cref="Close"/> is for that.</returns>
        public async Coroutine CloseAsync(bool cancelHandlers = false)
        {
            Close();

            // Whoever was given a place in this pass has had its first turn after this: a task that is cancelled before never executes.
            await Coroutine.Yield();

            for (int i = 0; cancelHandlers && i < _count; i++)
            {
                TcpConnection connection = _connections[i];

                if (connection._task != null)
                {
                    connection._task.Cancel();
                }
                else
                {
                    // It would have the place of one that ends now, and nobody would cancel that.
                    connection.Dispose();
                }
            }

            if (!_accept.IsEnded)
            {
                await _end;
            }
        }

        /// <summary>Hands an exception that was survived to the loop's exception handler.</summary>
        /// <param name="exception">The exception.</param>
        /// <param name="what">What it happened in, for the default handler's line.</param>
        public void Report(Exception exception, string what)
        {
            _loop.Report(_task, exception, what);
        }

        /// <summary>A connection has a deadline: it is to be looked at.</summary>
        internal void WatchDeadlines()
        {
            _hasDeadlines = true;
            _accept.Settle();
        }

        /// <summary>A connection's task.</summary>
        internal async Coroutine ServeAsync(TcpConnection connection)
        {
            try
            {
                if (_tls != null && connection._asked is ClientHello)
                {
                    connection.StartTls(_tls, string.Empty);
                    connection._asked = null;

                    if (_clientSpeaksFirst && !connection.CanRead())
                    {
                        connection.KeepAlive = true;
                        return;
                    }
                }

                do
                {
                    await connection.Begin(_handler);
                }
                while (connection._next != null && !connection.IsClosed);
            }
            catch (Exception exception)
            {
                connection.KeepAlive = false;

                if (exception is TlsException && connection._asked is ClientHello)
                {
                    // A client that breaks a handshake off is told of by a line, like one that does not begin it, and not as a task that failed.
                    Report(exception, "TLS");
                    return;
                }

                throw;
            }
            finally
            {
                // Where memory is too short for the end, the next pass goes on.
                AcceptOperation accept = _accept;
                _unended++;
                accept._polled = null;
                accept._isTried = true;
                accept.End(connection);
            }
        }

        private bool IsSomebodyAtTheDoor()
        {
            try
            {
                return _listener.Poll(0, SelectMode.SelectRead);
            }
            catch (SocketException)
            {
                // The network is down, through which nobody comes.
                return false;
            }
        }

        // A port whose last connections the server itself has closed would be taken for two minutes else.
        private static void ReuseAddress(Socket listener)
        {
            try
            {
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }
            catch (SocketException)
            {
                // The firmware is built without it.
            }
        }

        private async Coroutine AcceptAsync()
        {
            if (!_accept.IsEnded)
            {
                await _end;
            }
        }

        /// <summary>It is closed and its last connection too. Where memory is too short, the next pass goes on.</summary>
        internal void End()
        {
            if (_slots > 0)
            {
                _loop.ReturnSlots(_slots);
                _slots = 0;
            }

            _end.WakeAll();
        }
    }
}
