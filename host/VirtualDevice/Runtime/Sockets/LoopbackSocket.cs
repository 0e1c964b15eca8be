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
    // A desktop socket, on the loopback unless the network is open, that does what lwIP does.
    internal sealed partial class LoopbackSocket : DeviceSocket
    {
        private readonly DesktopSocket _socket;
        private readonly bool _isStream;
        private readonly object _errorLock = new object();

        // Of a stream; null of a socket for datagrams.
        private readonly ReceiveQueue _received;
        private bool _isListening;
        private bool _reusesAddress;
        private bool _isConnected;
        private bool _isBoundToAny;
        private volatile int _error;
        private int _users;
        private int _isClosed;
        private int _isDisposed;

        private LoopbackSocket(DesktopSocket socket, bool isStream)
        {
            _socket = socket;
            _isStream = isStream;
            _received = isStream ? new ReceiveQueue() : null;
        }

        public override bool IsClosed => Volatile.Read(ref _isClosed) != 0;

        public override bool IsInUse => Volatile.Read(ref _users) > 0;

        public static LoopbackSocket Create(bool isStream)
        {
            DesktopSocket socket = isStream
                ? new DesktopSocket(desktop::System.Net.Sockets.AddressFamily.InterNetwork, desktop::System.Net.Sockets.SocketType.Stream, desktop::System.Net.Sockets.ProtocolType.Tcp)
                : new DesktopSocket(desktop::System.Net.Sockets.AddressFamily.InterNetwork, desktop::System.Net.Sockets.SocketType.Dgram, desktop::System.Net.Sockets.ProtocolType.Udp);
            if (isStream)
            {
                SendQueue.Prepare(socket);
            }

            return Open(socket, isStream);
        }

        public override void Bind(IPEndPoint endPoint)
        {
            bool isAny = endPoint.Address.Equals(IPAddress.Any);
            if (!isAny && !DeviceNetwork.Reaches(endPoint))
            {
                throw new SocketException(SocketError.AddressNotAvailable);
            }

            // Nothing of a device under development is to be reached from outside this computer, unless one asks for it.
            IPEndPoint bound = isAny && !DeviceNetwork.IsOpen ? new IPEndPoint(IPAddress.Loopback, endPoint.Port) : endPoint;
            Use(() => _socket.Bind(EndPoints.ToDesktop(bound, DevicePorts.Claim(endPoint.Port))));
            _isBoundToAny = isAny;
        }

        public override void Listen(int backlog)
        {
            // Linux lets one connection more wait than it is told; lwIP takes 0 for 1.
            Use(() => _socket.Listen(Math.Max(backlog, 1) - 1));
            _isListening = true;
        }

        public override DeviceSocket Accept()
        {
            if (!_isListening)
            {
                throw new SocketException(SocketError.InvalidArgument);
            }

            DesktopSocket accepted = null;
            Use(() => accepted = _socket.Accept());
            LoopbackSocket socket = Open(accepted, true);
            socket._isConnected = true;
            return socket;
        }

        public override void Connect(IPEndPoint endPoint)
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

        public override void Close()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) != 0)
            {
                return;
            }

            SocketTable.Release(this);
            lock (s_datagramSockets)
            {
                s_datagramSockets.Remove(this);
            }

            // Whoever waits on the socket sees the flag within one slice, and the last one out disposes of it.
            Interlocked.Increment(ref _users);
            Leave();
        }

        public override IPEndPoint GetLocalEndPoint()
        {
            IPEndPoint endPoint = null;
            Use(() => endPoint = EndPoints.FromDesktop(_socket.LocalEndPoint));
            if (endPoint == null || _isBoundToAny)
            {
                return new IPEndPoint(IPAddress.Any, endPoint?.Port ?? 0);
            }

            return endPoint;
        }

        public override IPEndPoint GetRemoteEndPoint()
        {
            IPEndPoint endPoint = null;
            if (_isConnected)
            {
                Use(() => endPoint = EndPoints.FromDesktop(_socket.RemoteEndPoint));
            }

            return endPoint ?? throw new SocketException(SocketError.NotConnected);
        }

        private static LoopbackSocket Open(DesktopSocket desktopSocket, bool isStream)
        {
            desktopSocket.Blocking = false;
            LoopbackSocket socket = new LoopbackSocket(desktopSocket, isStream);
            try
            {
                SocketTable.Take(socket);
                if (!isStream)
                {
                    lock (s_datagramSockets)
                    {
                        s_datagramSockets.Add(socket);
                    }
                }
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
