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
        private readonly Action<Socket> _act;
        private Thread? _thread;
        private volatile bool _ended;

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
            _ended = true;
            _thread?.Join();
        }

        private void Run(int port)
        {
            try
            {
                while (!_ended)
                {
                    using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Connect(IPAddress.Loopback, port);
                    _act(socket);
                }
            }
            catch (SocketException)
            {
                // The device no longer listens, or has closed in the middle of what was sent: it has done its work.
            }
        }
    }
}
