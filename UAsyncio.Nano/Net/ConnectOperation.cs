using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// Looks a name up and connects, on the helper thread: both calls wait. The loop asks on each pass whether it is done.
    /// </summary>
    internal sealed class ConnectOperation : IoOperation
    {
        private readonly object _lock = new object();
        private readonly IPoller _poller;
        private readonly string _host;
        private readonly int _port;
        private Socket _socket;
        private Exception _failure;
        private bool _done;
        private bool _abandoned;

        internal ConnectOperation(IPoller poller, string host, int port)
        {
            _poller = poller;
            _host = host;
            _port = port;
        }

        /// <summary>Hands the connected socket over.</summary>
        internal Socket Take()
        {
            Socket socket = _socket;
            _socket = null;
            return socket;
        }

        /// <summary>The work, on the helper thread.</summary>
        internal void Connect()
        {
            Exception failure = null;

            try
            {
                if (!_abandoned)
                {
                    failure = TryAll(Dns.GetHostEntry(_host).AddressList);
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            lock (_lock)
            {
                if (_abandoned)
                {
                    Take()?.Close();
                }

                _failure = failure;
                _done = true;
            }

            _poller.Wake();
        }

        protected override int Try()
        {
            if (!_done)
            {
                return Pending;
            }

            if (_failure != null)
            {
                throw _failure;
            }

            return 0;
        }

        /// <summary>Nobody waits for it any more. Closing the socket ends the connecting that is under way.</summary>
        internal void Abandon()
        {
            lock (_lock)
            {
                _abandoned = true;
                Take()?.Close();
            }
        }

        // Every address, in the order in which they come; null when one of them has answered.
        private Exception TryAll(IPAddress[] addresses)
        {
            Exception failure = new SocketException(SocketError.HostNotFound);

            for (int i = 0; i < addresses.Length; i++)
            {
                lock (_lock)
                {
                    if (_abandoned)
                    {
                        return failure;
                    }

                    _socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                }

                Socket socket = _socket;

                try
                {
                    socket.Connect(new IPEndPoint(addresses[i], _port));
                    socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                    return null;
                }
                catch (Exception exception)
                {
                    failure = exception;

                    lock (_lock)
                    {
                        Take()?.Close();
                    }
                }
            }

            return failure;
        }
    }
}
