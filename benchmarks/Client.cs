using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace UAsyncio.Benchmarks
{
    /// <summary>
    /// A client with a thread of its own, for device code that waits in its calls: what that executes does not depend on when
    /// the client acts.
    /// </summary>
    public sealed class Client : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly Action<Socket> _act;
        private Thread? _thread;
        private Socket? _socket;
        private bool _ended;

        /// <summary>Makes it; it connects as soon as the device listens, and again whenever the device has closed.</summary>
        /// <param name="act">What it does on a connection.</param>
        public Client(Action<Socket> act)
        {
            _act = act;
        }

        /// <summary>The device listens.</summary>
        public void Start()
        {
            Dispose();
            _ended = false;
            int port = DeviceCode.Port;
            _thread = new Thread(() => Run(port));
            _thread.Start();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            // A connection that was still in the listener's queue when that closed may wait for ever.
            lock (_gate)
            {
                _ended = true;
                _socket?.Dispose();
            }

            _thread?.Join();
        }

        // Until the device no longer listens. What else fails is one connection: the device has closed it in the middle of what was sent, or it has
        // not come about; a device that waits in Accept would wait for ever for the next.
        private void Run(int port)
        {
            while (NewSocket() is { } socket)
            {
                try
                {
                    socket.Connect(IPAddress.Loopback, port);
                    _act(socket);
                }
                catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    return;
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
                {
                }
            }
        }

        private Socket? NewSocket()
        {
            lock (_gate)
            {
                _socket?.Dispose();
                _socket = _ended ? null : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                return _socket;
            }
        }
    }
}
