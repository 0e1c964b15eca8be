extern alias desktop;

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using DesktopMode = desktop::System.Net.Sockets.SelectMode;
using DesktopSocket = desktop::System.Net.Sockets.Socket;
using DesktopSocketException = desktop::System.Net.Sockets.SocketException;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What the native half of nanoFramework's System.Net does with lwIP, done with a desktop socket on the loopback.
    internal sealed partial class DeviceSocket
    {
        private readonly DesktopSocket _socket;
        private readonly bool _isStream;
        private readonly object _errorLock = new object();

        // Of a stream; null of a socket for datagrams.
        private readonly ReceiveQueue _received;
        private bool _isListening;
        private bool _isConnected;
        private bool _isBoundToAny;
        private volatile int _error;
        private int _users;
        private int _isClosed;
        private int _isDisposed;

        private DeviceSocket(DesktopSocket socket, bool isStream)
        {
            _socket = socket;
            _isStream = isStream;
            _received = isStream ? new ReceiveQueue() : null;
        }

        public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

        public static DeviceSocket Create(AddressFamily family, SocketType type, ProtocolType protocol)
        {
            bool isStream = type == SocketType.Stream && protocol is ProtocolType.IP or ProtocolType.Tcp;
            bool isDatagram = type == SocketType.Dgram && protocol is ProtocolType.IP or ProtocolType.Udp;
            if (!isStream && !isDatagram)
            {
                throw new SocketException(SocketError.ProtocolNotSupported);
            }

            if (family != AddressFamily.InterNetwork)
            {
                throw new SocketException(SocketError.AddressFamilyNotSupported);
            }

            DesktopSocket socket = isStream
                ? new DesktopSocket(desktop::System.Net.Sockets.AddressFamily.InterNetwork, desktop::System.Net.Sockets.SocketType.Stream, desktop::System.Net.Sockets.ProtocolType.Tcp)
                : new DesktopSocket(desktop::System.Net.Sockets.AddressFamily.InterNetwork, desktop::System.Net.Sockets.SocketType.Dgram, desktop::System.Net.Sockets.ProtocolType.Udp);
            if (isStream)
            {
                SendQueue.Prepare(socket);
            }

            return Open(socket, isStream);
        }

        public void Bind(IPEndPoint endPoint)
        {
            bool isAny = endPoint.Address.Equals(IPAddress.Any);
            if (!isAny && !DeviceNetwork.Reaches(endPoint))
            {
                throw new SocketException(SocketError.AddressNotAvailable);
            }

            // Nothing of a device under development is to be reached from outside this computer, unless one asks for it.
            IPEndPoint bound = isAny && !DeviceNetwork.IsOpen ? new IPEndPoint(IPAddress.Loopback, endPoint.Port) : endPoint;
            Use(() => _socket.Bind(EndPoints.ToDesktop(bound)));
            _isBoundToAny = isAny;
        }

        public void Listen(int backlog)
        {
            // Linux lets one connection more wait than it is told; lwIP takes 0 for 1.
            Use(() => _socket.Listen(Math.Max(backlog, 1) - 1));
            _isListening = true;
        }

        public DeviceSocket Accept()
        {
            if (!_isListening)
            {
                throw new SocketException(SocketError.InvalidArgument);
            }

            DesktopSocket accepted = null;
            Use(() => accepted = _socket.Accept());
            DeviceSocket socket = Open(accepted, true);
            socket._isConnected = true;
            return socket;
        }

        public void Connect(IPEndPoint endPoint)
        {
            if (_isConnected && _isStream)
            {
                throw new SocketException(SocketError.IsConnected);
            }

            if (!DeviceNetwork.Reaches(endPoint))
            {
                throw new SocketException(SocketError.HostUnreachable);
            }

            Use(() =>
            {
                try
                {
                    _socket.Connect(EndPoints.ToDesktop(endPoint));
                }
                catch (DesktopSocketException e) when (e.SocketErrorCode is desktop::System.Net.Sockets.SocketError.WouldBlock or desktop::System.Net.Sockets.SocketError.InProgress)
                {
                    WaitUntilConnected();
                }
            });
            _isConnected = true;
        }

        public void Close()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) != 0)
            {
                return;
            }

            SocketTable.Release(this);

            // Whoever waits on the socket sees the flag within one slice, and the last one out disposes of it.
            Interlocked.Increment(ref _users);
            Leave();
        }

        public IPEndPoint GetLocalEndPoint()
        {
            IPEndPoint endPoint = null;
            Use(() => endPoint = EndPoints.FromDesktop(_socket.LocalEndPoint));
            if (endPoint == null || _isBoundToAny)
            {
                return new IPEndPoint(IPAddress.Any, endPoint?.Port ?? 0);
            }

            return endPoint;
        }

        public IPEndPoint GetRemoteEndPoint()
        {
            IPEndPoint endPoint = null;
            if (_isConnected)
            {
                Use(() => endPoint = EndPoints.FromDesktop(_socket.RemoteEndPoint));
            }

            return endPoint ?? throw new SocketException(SocketError.NotConnected);
        }

        private static DeviceSocket Open(DesktopSocket desktopSocket, bool isStream)
        {
            desktopSocket.Blocking = false;
            DeviceSocket socket = new DeviceSocket(desktopSocket, isStream);
            try
            {
                SocketTable.Take(socket);
            }
            catch (SocketException)
            {
                // An accepted connection for which there is no socket left is dropped, as lwIP does.
                desktopSocket.Dispose();
                throw;
            }

            return socket;
        }

        private void WaitUntilConnected()
        {
            while (!_socket.Poll(SliceMicroseconds, DesktopMode.SelectWrite))
            {
                ThrowIfClosedOrDown();
                ThrowIfError();
            }

            ThrowIfError();
        }

        private void Use(Action action)
        {
            Enter();
            try
            {
                action();
            }
            catch (DesktopSocketException e)
            {
                throw Translate(e.SocketErrorCode);
            }
            finally
            {
                Leave();
            }
        }

        private void Enter()
        {
            DeviceStop.Pass();
            Interlocked.Increment(ref _users);
            if (IsClosed)
            {
                Leave();
                throw new ObjectDisposedException();
            }
        }

        private void Leave()
        {
            if (Interlocked.Decrement(ref _users) == 0 && IsClosed && Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                _socket.Dispose();
            }
        }
    }
}
