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

        private void Run(int port)
        {
            try
            {
                while (NewSocket() is { } socket)
                {
                    socket.Connect(IPAddress.Loopback, port);
                    _act(socket);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The device no longer listens, or has closed in the middle of what was sent: it has done its work.
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
