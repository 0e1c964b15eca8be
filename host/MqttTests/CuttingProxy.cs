using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.MqttTests
{
    /// <summary>The way between a device and its broker. It cuts each connection after some bytes, in the middle of whatever they are, as often as it is told to.</summary>
    internal sealed class CuttingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _brokerPort;
        private readonly Random _random;
        private readonly List<Socket> _sockets = [];
        private readonly int _least;
        private int _cutsLeft;

        /// <param name="brokerPort">Where it leads to.</param>
        /// <param name="seed">Decides where it cuts.</param>
        /// <param name="cuts">How many connections it cuts; those that follow stay.</param>
        /// <param name="least">How many bytes a connection lives at least, both ways together.</param>
        public CuttingProxy(int brokerPort, int seed, int cuts, int least = 20)
        {
            _least = least;
            _brokerPort = brokerPort;
            _random = new Random(seed);
            _cutsLeft = cuts;
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        /// <summary>Gets how many connections are still to be cut.</summary>
        public int CutsLeft => Volatile.Read(ref _cutsLeft);

        public void Dispose()
        {
            _listener.Dispose();

            lock (_sockets)
            {
                _sockets.ForEach(s => s.Dispose());
            }
        }

        private async Task AcceptAsync()
        {
            try
            {
                for (; ; )
                {
                    Socket device = await _listener.AcceptSocketAsync();
                    Socket broker = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    device.NoDelay = true;

                    lock (_sockets)
                    {
                        _sockets.AddRange([device, broker]);
                    }

                    await broker.ConnectAsync(IPAddress.Loopback, _brokerPort);
                    int left = CutsLeft > 0 ? _random.Next(_least, 600) : int.MaxValue;
                    Link link = new(device, broker, left, () => Interlocked.Decrement(ref _cutsLeft));
                    _ = link.CopyAsync(device, broker);
                    _ = link.CopyAsync(broker, device);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private sealed class Link(Socket device, Socket broker, int left, Action onCut)
        {
            private int _left = left;

            public async Task CopyAsync(Socket from, Socket to)
            {
                byte[] buffer = new byte[4096];

                try
                {
                    for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
                    {
                        int rest = Interlocked.Add(ref _left, -read);

                        // The bytes before the cut arrive.
                        int passes = Math.Max(0, rest < 0 ? read + rest : read);

                        if (passes > 0)
                        {
                            await to.SendAsync(buffer.AsMemory(0, passes));
                        }

                        if (rest < 0)
                        {
                            if (rest + read >= 0)
                            {
                                onCut();
                            }

                            break;
                        }
                    }
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // The other direction has cut it, or one of the ends.
                }

                device.Dispose();
                broker.Dispose();
            }
        }
    }
}
