using System;
using System.Threading;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Net.Sockets
{
    public partial class Socket : IDisposable
    {
        private readonly SocketType _socketType;
        private DeviceSocket _native;
        private IPEndPoint _rightEndPoint;
        private int _receiveTimeout = Timeout.Infinite;
        private int _sendTimeout = Timeout.Infinite;

        public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
        {
            _native = DeviceSocket.Create(addressFamily, socketType, protocolType);
            _socketType = socketType;
        }

        private Socket(DeviceSocket native)
        {
            _native = native;
            _socketType = SocketType.Stream;
        }

        ~Socket()
        {
            Dispose(false);
        }

        public int Available => Native.Available;

        // Not set by Accept, but by Bind: so it is on a device.
        public bool Connected => _rightEndPoint != null && _native != null;

        public EndPoint LocalEndPoint => Native.GetLocalEndPoint();

        public EndPoint RemoteEndPoint => Native.GetRemoteEndPoint();

        public SocketType SocketType => _socketType;

        public int ReceiveTimeout
        {
            get => _receiveTimeout;
            set => _receiveTimeout = CheckTimeout(value);
        }

        public int SendTimeout
        {
            get => _sendTimeout;
            set => _sendTimeout = CheckTimeout(value);
        }

        internal bool IsClosed => _native == null;

        internal DeviceSocket DeviceSocket => Native;

        // A thread that has got hold of it before Close learns of the closing from the socket itself.
        private DeviceSocket Native => Volatile.Read(ref _native) ?? throw new ObjectDisposedException();

        public void Bind(EndPoint localEP)
        {
            IPEndPoint endPoint = OnTheWire(localEP);
            Native.Bind(endPoint);
            _rightEndPoint ??= endPoint;
        }

        public void Listen(int backlog) => Native.Listen(backlog);

        public Socket Accept()
        {
            DeviceSocket native = Native;
            native.Poll(Timeout.Infinite, SelectMode.SelectRead);
            return new Socket(native.Accept());
        }

        public void Connect(EndPoint remoteEP)
        {
            IPEndPoint endPoint = OnTheWire(remoteEP);
            Native.Connect(endPoint);
            _rightEndPoint ??= endPoint;
        }

        public bool Poll(int microSeconds, SelectMode mode) => Native.Poll(microSeconds, mode);

        public void Close() => ((IDisposable)this).Dispose();

        void IDisposable.Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                Interlocked.Exchange(ref _native, null)?.Close();
            }
            else if (_native != null)
            {
                SocketTable.Leak(_native);
            }
        }

        // An address in a packet has 16 bits for the port: what is above is lost without a word.
        private static IPEndPoint OnTheWire(EndPoint endPoint)
        {
            IPEndPoint whole = (IPEndPoint)endPoint;
            return whole.Port == (ushort)whole.Port ? whole : new IPEndPoint(whole.Address, (ushort)whole.Port);
        }

        private static int CheckTimeout(int value)
        {
            if (value < Timeout.Infinite)
            {
                throw new ArgumentOutOfRangeException();
            }

            return value == 0 ? Timeout.Infinite : value;
        }
    }
}
