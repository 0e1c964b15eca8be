using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// Looks a name up and connects, on a helper thread: both calls wait. The loop asks on each pass whether it is done.
    /// </summary>
    internal sealed class ConnectOperation : IoOperation
    {
        internal readonly bool _isName;

        // Of those that wait for a thread: the one behind it.
        internal ConnectOperation _next;

        private readonly object _lock = new object();
        private readonly IPoller _poller;
        private readonly string _host;
        private readonly int _port;

        // The loop's: has it been asked when it was awaited, and has a thread been told.
        private bool _awaited;
        private bool _started;
        private AsyncStream _stream;

        // The thread's, but for closing the socket.
        private Socket _socket;
        private Exception _failure;
        private bool _tried;
        private bool _abandoned;

        internal ConnectOperation(IPoller poller, string host, int port)
        {
            _poller = poller;
            _host = host;
            _port = port;
            _isName = !IsAddress(host);
        }

        /// <summary>The thread has done with it.</summary>
        internal bool IsDone { get; private set; }

        /// <summary>The connection. It belongs to who has awaited this.</summary>
        internal AsyncStream Stream => _stream;

        /// <summary>The work, on the helper thread. Where it throws it is to be called again.</summary>
        internal void Connect()
        {
            if (!_tried)
            {
                try
                {
                    _failure = ConnectToAny();
                }
                catch (Exception exception)
                {
                    _failure = exception;
                }

                _tried = true;
            }

            lock (_lock)
            {
                if (_abandoned)
                {
                    CloseSocket();
                }

                IsDone = true;
            }

            _poller.Wake();
        }

        protected override int Try()
        {
            if (!_started)
            {
                if (!_awaited)
                {
                    // Not before its coroutine is parked: who could not be parked would not take what comes of it.
                    _awaited = true;
                    return Pending;
                }

                Connector.Start(this);
                _started = true;
            }

            if (!IsDone)
            {
                return Pending;
            }

            if (_failure != null)
            {
                throw _failure;
            }

            try
            {
                _stream = new AsyncStream(new SocketTransport(_socket));
            }
            catch (OutOfMemoryException)
            {
                return Pending;
            }

            return 0;
        }

        /// <summary>Nobody waits for it any more. Closing the socket ends the connecting that is under way.</summary>
        internal void Abandon()
        {
            if (_stream != null)
            {
                _stream.Dispose();
                return;
            }

            lock (_lock)
            {
                _abandoned = true;
                CloseSocket();
            }
        }

        /// <inheritdoc/>
        protected override bool Unpark(Coroutine waiter)
        {
            if (_stream == null)
            {
                Abandon();
            }

            return base.Unpark(waiter);
        }

        protected override void Undo(int result)
        {
            Abandon();
        }

        private static bool IsAddress(string host)
        {
            for (int i = 0; i < host.Length; i++)
            {
                if (host[i] != '.' && (uint)(host[i] - '0') > 9)
                {
                    return false;
                }
            }

            return true;
        }

        // Every address, in the order in which they come; null when one of them has answered.
        private Exception ConnectToAny()
        {
            Exception failure = new SocketException(SocketError.HostNotFound);
            IPAddress[] addresses = _abandoned ? new IPAddress[0] : Dns.GetHostEntry(_host).AddressList;

            for (int i = 0; i < addresses.Length; i++)
            {
                Socket socket;

                lock (_lock)
                {
                    if (_abandoned)
                    {
                        return failure;
                    }

                    socket = _socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                }

                try
                {
                    socket.Connect(new IPEndPoint(addresses[i], _port));
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                    return null;
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                lock (_lock)
                {
                    CloseSocket();
                }
            }

            return failure;
        }

        private void CloseSocket()
        {
            if (_socket != null)
            {
                ((IDisposable)_socket).Dispose();
                _socket = null;
            }
        }
    }
}
