using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UAsyncio.Benchmarks
{
    /// <summary>A client of the device, on the device's own thread: it acts while the device would sleep, so every run is alike.</summary>
    public sealed class Peer : IDisposable
    {
        private const int QuickAck = 12;
        private const int ReceiveBuffer = 1 << 20;

        private readonly byte[] _buffer = new byte[65536];
        private Socket? _socket;

        /// <summary>Gets whether it is connected.</summary>
        public bool IsConnected => _socket != null;

        /// <summary>Connects to the device, after closing the connection before.</summary>
        public void Connect()
        {
            Dispose();
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBuffer };
            _socket.Connect(IPAddress.Loopback, DeviceCode.Port);
        }

        /// <summary>Sends so many bytes.</summary>
        public void Send(int count) => _socket!.Send(new byte[count]);

        /// <summary>Sends a text.</summary>
        public void Send(string text) => _socket!.Send(Encoding.ASCII.GetBytes(text));

        /// <summary>Sends these bytes.</summary>
        public void Send(byte[] bytes) => _socket!.Send(bytes);

        /// <summary>Takes what has come, and has it acknowledged at once, for the device waits for that.</summary>
        public void Drain()
        {
            while (_socket!.Available > 0)
            {
                _socket.Receive(_buffer);
            }

            if (OperatingSystem.IsLinux())
            {
                _socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, QuickAck, BitConverter.GetBytes(1));
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _socket?.Dispose();
            _socket = null;
        }
    }
}
