using System;
using System.Collections;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A listener that accepts nobody: when its backlog is full, connecting to it gets no answer at all.</summary>
    internal sealed class SilentPeer : IDisposable
    {
        // More than a backlog of 1 can be.
        private const int MaxClients = 8;

        private readonly Socket _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly ArrayList _clients = new ArrayList();

        public SilentPeer()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(1);
            Port = ((IPEndPoint)_listener.LocalEndPoint).Port;
        }

        public int Port { get; }

        /// <summary>Connects until it is silent.</summary>
        public async Coroutine FillAsync()
        {
            try
            {
                for (int i = 0; i < MaxClients; i++)
                {
                    _clients.Add(await Tcp.OpenConnectionAsync("127.0.0.1", Port, 300));
                }
            }
            catch (TimeoutException)
            {
                return;
            }

            throw new Exception("the backlog has no end");
        }

        public void Dispose()
        {
            _listener.Close();

            for (int i = 0; i < _clients.Count; i++)
            {
                ((AsyncStream)_clients[i]).Dispose();
            }
        }
    }
}
