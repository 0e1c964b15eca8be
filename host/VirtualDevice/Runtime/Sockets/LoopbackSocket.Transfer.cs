extern alias desktop;

using System;
using System.Net;
using System.Net.Sockets;
using DesktopEndPoint = desktop::System.Net.EndPoint;
using DesktopError = desktop::System.Net.Sockets.SocketError;
using DesktopFlags = desktop::System.Net.Sockets.SocketFlags;
using DesktopSocketException = desktop::System.Net.Sockets.SocketException;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed partial class LoopbackSocket
    {
        public override int Available
        {
            get
            {
                Enter();
                try
                {
                    int available = GetAvailable();
                    if (available == 0)
                    {
                        ThrowIfError();
                    }

                    return available;
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
        }

        public override int Send(byte[] buffer, int offset, int count, SocketFlags flags, int timeout)
        {
            CheckRange(buffer, offset, count);
            if (flags != SocketFlags.None)
            {
                throw new SocketException(SocketError.OperationNotSupported);
            }

            ThrowIfNotConnected();
            Enter();
            try
            {
                SendAll(buffer, offset, count, timeout);
                return count;
            }
            finally
            {
                Leave();
            }
        }

        public override int Receive(byte[] buffer, int offset, int count, SocketFlags flags, int timeout)
        {
            CheckRange(buffer, offset, count);
            DesktopFlags desktopFlags = ToDesktop(flags);
            if (count == 0)
            {
                return 0;
            }

            ThrowIfNotConnected();
            Deadline deadline = Deadline.After(timeout);
            Enter();
            try
            {
                return _isStream
                    ? ReceiveStream(buffer, offset, count, desktopFlags == DesktopFlags.Peek, deadline)
                    : ReceiveDatagram(buffer, offset, count, desktopFlags, deadline);
            }
            finally
            {
                Leave();
            }
        }

        public override int SendTo(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, IPEndPoint remote)
        {
            if (_isStream)
            {
                return Send(buffer, offset, count, flags, timeout);
            }

            CheckRange(buffer, offset, count);
            if (remote.Address.Equals(IPAddress.Broadcast) && !GetBroadcast())
            {
                throw new SocketException(SocketError.AccessDenied);
            }

            if (IsForMany(remote) && !DeviceNetwork.IsOpen)
            {
                SendToMembers(buffer, offset, count, remote);
                return count;
            }

            if (!DeviceNetwork.Reaches(remote))
            {
                throw new SocketException(SocketError.HostUnreachable);
            }

            int sent = 0;
            Use(() =>
            {
                WaitOrTimeOut(SelectMode.SelectWrite, Deadline.After(timeout));
                sent = _socket.SendTo(buffer, offset, count, ToDesktop(flags), EndPoints.ToDesktop(remote));
            });
            return sent;
        }

        public override int ReceiveFrom(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, ref EndPoint remote)
        {
            if (_isStream)
            {
                remote = GetRemoteEndPoint();
                return Receive(buffer, offset, count, flags, timeout);
            }

            CheckRange(buffer, offset, count);
            DesktopEndPoint from = new desktop::System.Net.IPEndPoint(0L, 0);
            IPEndPoint sender = null;
            int received = 0;
            Use(() =>
            {
                WaitOrTimeOut(SelectMode.SelectRead, Deadline.After(timeout));
                if (!TryReceiveFromMany(buffer, offset, count, flags, out sender, out received))
                {
                    received = ReceiveFrom(buffer, offset, count, ToDesktop(flags), ref from);
                }
            });
            remote = sender ?? EndPoints.FromDesktop(from);
            return received;
        }

        // What does not fit is lost; a device does not tell.
        private int ReceiveFrom(byte[] buffer, int offset, int count, DesktopFlags flags, ref DesktopEndPoint from)
        {
            try
            {
                return _socket.ReceiveFrom(buffer, offset, count, flags, ref from);
            }
            catch (DesktopSocketException e) when (e.SocketErrorCode == DesktopError.MessageSize)
            {
                return count;
            }
        }

        private int ReceiveStream(byte[] buffer, int offset, int count, bool isPeek, Deadline deadline)
        {
            for (; ; )
            {
                WaitOrTimeOut(SelectMode.SelectRead, deadline);
                bool isAtEnd = FillReceived() == DesktopError.Success;
                int received = _received.Take(buffer, offset, count, isPeek);

                // An error that has come instead is thrown by the next wait.
                if (received > 0 || isAtEnd)
                {
                    return received;
                }
            }
        }

        private int ReceiveDatagram(byte[] buffer, int offset, int count, DesktopFlags flags, Deadline deadline)
        {
            DesktopError error;
            int received;
            do
            {
                WaitOrTimeOut(SelectMode.SelectRead, deadline);
                if (TryReceiveFromMany(buffer, offset, count, flags == DesktopFlags.Peek ? SocketFlags.Peek : SocketFlags.None, out _, out received))
                {
                    return received;
                }

                received = _socket.Receive(buffer, offset, count, flags, out error);
            }
            while (error == DesktopError.WouldBlock);

            return error == DesktopError.Success ? received : throw Fail(error);
        }

        private int GetAvailable()
        {
            if (!_isStream || !_isConnected)
            {
                return FromManyBytes + _socket.Available;
            }

            FillReceived();
            return _received.Count;
        }

        private DesktopError FillReceived()
        {
            DesktopError error = _received.Fill(_socket);
            if (error != DesktopError.Success && error != DesktopError.WouldBlock)
            {
                Fail(error);
            }

            return error;
        }

        // lwIP takes what fits into its send buffer; the interpreter comes back until nothing is left.
        private void SendAll(byte[] buffer, int offset, int count, int timeout)
        {
            Deadline deadline = Deadline.After(timeout);
            while (count > 0)
            {
                WaitOrTimeOut(SelectMode.SelectWrite, deadline);
                int chunk = _isStream ? Math.Min(count, SendQueue.Free(_socket)) : count;
                int sent = _socket.Send(buffer, offset, chunk, DesktopFlags.None, out DesktopError error);
                if (error != DesktopError.Success && error != DesktopError.WouldBlock)
                {
                    throw Fail(error);
                }

                offset += sent;
                count -= sent;
            }
        }

        private void WaitOrTimeOut(SelectMode mode, Deadline deadline)
        {
            if (!Wait(mode, deadline))
            {
                throw new SocketException(SocketError.TimedOut);
            }
        }

        private void ThrowIfNotConnected()
        {
            if (!_isConnected)
            {
                throw new SocketException(SocketError.NotConnected);
            }
        }

        private static DesktopFlags ToDesktop(SocketFlags flags) => flags switch
        {
            SocketFlags.None => DesktopFlags.None,
            SocketFlags.Peek => DesktopFlags.Peek,
            _ => throw new SocketException(SocketError.OperationNotSupported),
        };
    }
}
