using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>Serves one connection.</summary>
    /// <param name="stream">The connection; it is closed when the coroutine has ended, whatever happens.</param>
    /// <returns>The coroutine. What it throws goes to the loop's exception handler.</returns>
    public delegate Coroutine ConnectionHandler(AsyncStream stream);

    /// <summary>A TCP server: accepts clients and runs a handler for each, as many at a time as it has room for. (uasyncio: start_server, Server)</summary>
    /// <remarks>For the thread of its loop.</remarks>
    public partial class TcpServer
    {
        // After an accept that failed, for instance because the device has no socket left.
        private const int RetryMilliseconds = 100;

        private readonly EventLoop _loop;
        private readonly ConnectionHandler _handler;
        private readonly Coroutine[] _connections;
        private readonly AcceptOperation _accept;
        private readonly TlsServerOptions _tls;
        private readonly Coroutine _accepting;
        private int _served;
        private bool _closed;

        // Those who wait for the last connection's end.
        private WaitList _drain;

        /// <summary>Starts listening on the loop of this thread.</summary>
        /// <param name="handler">Called for each client; null where a derived server overrides <see cref="ServeAsync"/>.</param>
        /// <param name="address">The local address.</param>
        /// <param name="port">The port.</param>
        /// <param name="options">Its limits.</param>
        protected internal TcpServer(ConnectionHandler handler, IPAddress address, int port, TcpServerOptions options)
        {
            _loop = EventLoop.Current;
            _handler = handler;
            _connections = new Coroutine[options.MaxConnections];
            _tls = options.Tls;
            _loop.ReserveSlots(options.MaxConnections + 1);

            try
            {
                Listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                Listener.Bind(new IPEndPoint(address, port));
                Listener.Listen(options.Backlog);
            }
            catch (Exception)
            {
                _loop.ReturnSlots(options.MaxConnections + 1);
                Listener?.Close();
                throw;
            }

            _accept = new AcceptOperation(this);
            _accepting = AcceptAsync();
            _loop.StartReserved(_accepting);
        }

        /// <summary>How many connections are being served.</summary>
        public int Connections => _served;

        /// <summary>How many connections can be served at a time.</summary>
        public int MaxConnections => _connections.Length;

        /// <summary>The port that it listens on: of use when it was started on port 0.</summary>
        public int Port => ((IPEndPoint)Listener.LocalEndPoint).Port;

        /// <summary>True after it was closed.</summary>
        public bool IsClosed => _closed;

        /// <summary>True when as many connections are being served as there may be.</summary>
        public bool IsFull => _served == _connections.Length;

        /// <summary>True when all connections are taken and a client waits for one: those that do not need theirs should close it.</summary>
        public bool HasClientsWaiting => IsFull && !_closed && Listener.Poll(0, SelectMode.SelectRead);

        internal Socket Listener { get; }

        /// <summary>True when it speaks TLS.</summary>
        protected bool IsSecure => _tls != null;

        /// <summary>Listens no more; the port is free at once. Connections go on. Closing twice does nothing.</summary>
        public void Close()
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            Listener.Close();
            _loop.ReturnSlots(_connections.Length - Connections);

            try
            {
                _accepting.Cancel();
            }
            catch (InvalidOperationException)
            {
                // It is this one's caller, by reporting an error of an accept, and ends by itself; or its loop was closed first.
            }
        }

        /// <summary>Listens no more, and waits until all handlers have ended. (uasyncio: close, wait_closed)</summary>
        /// <param name="cancelHandlers">True to cancel them first; false to let them finish.</param>
        /// <returns>To be awaited; not by a handler, which would wait for itself: <see cref="Close"/> is for that.</returns>
        public async Coroutine CloseAsync(bool cancelHandlers = false)
        {
            Close();

            // Whoever was accepted in this pass has had its first turn after this: a task that is cancelled before never
            // executes, and would not close its stream.
            await Coroutine.Yield();

            for (int i = 0; cancelHandlers && i < _connections.Length; i++)
            {
                if (_connections[i] != null)
                {
                    _connections[i].Cancel();
                }
            }

            if (Connections > 0)
            {
                if (_drain == null)
                {
                    _drain = new WaitList();
                }

                await _drain;
            }
        }

        /// <summary>The handshake, where the server speaks TLS.</summary>
        protected async Coroutine SecureAsync(AsyncStream stream, int index)
        {
            Coroutine secured = stream.StartTlsAsync(_tls);
            StartIdle(index, secured, true);

            try
            {
                await secured;
            }
            finally
            {
                StopIdle(index);
            }
        }

        /// <summary>Hands an exception that was survived to the loop's exception handler.</summary>
        /// <param name="exception">The exception.</param>
        /// <param name="what">What it happened in, for the default handler's line.</param>
        protected void Report(Exception exception, string what)
        {
            _loop.Report(_accepting, exception, what);
        }

        private async Coroutine AcceptAsync()
        {
            bool failing = false;
            Exception unreported = null;

            while (!_closed)
            {
                // All of it in here: a device can be short of memory at any of these calls, and the server goes on.
                try
                {
                    if (unreported != null)
                    {
                        Exception exception = unreported;
                        unreported = null;
                        Report(exception, "accept");
                    }

                    if (failing)
                    {
                        await (_loop.FreeTimers > 0 ? Coroutine.Delay(RetryMilliseconds) : Coroutine.Yield());
                    }

                    await _accept;
                    Serve();
                    failing = false;
                }
                catch (CanceledException)
                {
                    throw;
                }
                catch (Exception exception)
                {
                    // Once, however long it lasts.
                    unreported = failing ? null : exception;
                    failing = true;
                }
            }
        }

        private void Serve()
        {
            Socket socket = _accept.Take();

            try
            {
                SendAtOnce(socket);
                int index = Array.IndexOf(_connections, null);
                Coroutine connection = ServeAsync(new AsyncStream(new SocketTransport(socket)), index);
                _loop.StartReserved(connection);
                _connections[index] = connection;
                _served++;
            }
            catch (Exception)
            {
                socket.Close();
                throw;
            }
        }

        // Answers are written in one piece: waiting for more to send would only delay them.
        private static void SendAtOnce(Socket socket)
        {
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            }
            catch (SocketException)
            {
                // The client has gone already: its own connection finds that out, and the next client need not wait.
            }
        }

        /// <summary>A connection's task. It ends with <see cref="End"/>, whatever happens.</summary>
        /// <param name="stream">The connection.</param>
        /// <param name="index">Its place.</param>
        protected virtual async Coroutine ServeAsync(AsyncStream stream, int index)
        {
            try
            {
                if (IsSecure)
                {
                    await SecureAsync(stream, index);
                }

                await _handler(stream);
            }
            finally
            {
                try
                {
                    End(stream, index);
                }
                catch (OutOfMemoryException)
                {
                    End(stream, index);
                }
            }
        }

        /// <summary>
        /// A connection has ended: closes it, and its place is free for another. To be called once more where memory is too short: a
        /// place that is not given back is lost for good.
        /// </summary>
        protected void End(AsyncStream stream, int index)
        {
            try
            {
                stream.Dispose();
            }
            finally
            {
                if (_connections[index] != null)
                {
                    Free(index);
                }
            }
        }

        private void Free(int index)
        {
            if (StopIdle(index))
            {
                Keep();
            }

            if (!_closed)
            {
                // This task's slot goes back to the server, not to the common pool.
                _loop.ReturnSlots(-1);
            }
            else if (_served == 1 && _drain != null && _drain.HasWaiters)
            {
                _drain.WakeAll();
            }

            _connections[index] = null;
            _served--;
        }
    }
}
