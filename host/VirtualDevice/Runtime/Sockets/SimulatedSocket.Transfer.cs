using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed partial class SimulatedSocket
    {
        public override int Available
        {
            get
            {
                Enter(SimulatedTime.PollCost);
                int available = IsStream ? _end?.Available ?? 0 : _datagrams.TryPeek(out var first) ? first.Bytes.Length : 0;
                if (available == 0)
                {
                    ThrowIfError();
                }

                return available;
            }
        }

        public override bool Poll(int microSeconds, SelectMode mode)
        {
            Enter(SimulatedTime.PollCost);
            if (mode != SelectMode.SelectError)
            {
                Trouble("Poll");
            }

            return Wait(mode, DeadlineOf(microSeconds));
        }

        public override int Send(byte[] buffer, int offset, int count, SocketFlags flags, int timeout)
        {
            CheckRange(buffer, offset, count);
            if (flags != SocketFlags.None)
            {
                throw new SocketException(SocketError.OperationNotSupported);
            }

            if (!IsStream)
            {
                return SendTo(buffer, offset, count, flags, timeout, _remote ?? throw new SocketException(SocketError.NotConnected));
            }

            ThrowIfNotConnected();
            Enter(SimulatedTime.TransferCost);
            Trouble("Send");
            Deadline deadline = Deadline.After(timeout);
            for (int left = count; left > 0;)
            {
                WaitOrTimeOut(SelectMode.SelectWrite, deadline);
                int chunk = Math.Min(left, SocketTable.SendBuffer - _end.Unacknowledged);
                _end.Send(buffer.AsSpan(offset + count - left, chunk));
                left -= chunk;
            }

            return count;
        }

        public override int Receive(byte[] buffer, int offset, int count, SocketFlags flags, int timeout)
        {
            CheckRange(buffer, offset, count);
            bool isPeek = IsPeek(flags);
            if (count == 0)
            {
                return 0;
            }

            if (!IsStream)
            {
                EndPoint from = null;
                return ReceiveFrom(buffer, offset, count, flags, timeout, ref from);
            }

            ThrowIfNotConnected();
            Enter(SimulatedTime.TransferCost);
            Trouble("Receive");
            WaitOrTimeOut(SelectMode.SelectRead, Deadline.After(timeout));
            return _end.Receive(buffer.AsSpan(offset, count), isPeek);
        }

        public override int SendTo(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, IPEndPoint remote)
        {
            if (IsStream)
            {
                return Send(buffer, offset, count, flags, timeout);
            }

            CheckRange(buffer, offset, count);
            Enter(SimulatedTime.TransferCost);
            Trouble("SendTo");
            ThrowIfClosedOrDown();
            if (remote.Address.Equals(IPAddress.Broadcast) && _options.GetValueOrDefault((SocketOptionLevel.Socket, SocketOptionName.Broadcast)) == 0)
            {
                throw new SocketException(SocketError.AccessDenied);
            }

            _local ??= new IPEndPoint(IPAddress.Any, _network.NewPort());
            _network.SendDatagram(new IPEndPoint(_network.DeviceAddress, _local.Port), remote, buffer.AsSpan(offset, count).ToArray(), IsLoopbackOn);
            return count;
        }

        public override int ReceiveFrom(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, ref EndPoint remote)
        {
            if (IsStream)
            {
                remote = GetRemoteEndPoint();
                return Receive(buffer, offset, count, flags, timeout);
            }

            CheckRange(buffer, offset, count);
            bool isPeek = IsPeek(flags);
            Enter(SimulatedTime.TransferCost);
            Trouble("ReceiveFrom");
            WaitOrTimeOut(SelectMode.SelectRead, Deadline.After(timeout));
            (IPEndPoint from, byte[] bytes) = isPeek ? _datagrams.Peek() : _datagrams.Dequeue();
            remote = from;

            // What does not fit is lost.
            int received = Math.Min(count, bytes.Length);
            Array.Copy(bytes, 0, buffer, offset, received);
            return received;
        }

        private bool Wait(SelectMode mode, Deadline deadline)
        {
            for (; ; )
            {
                if (_isClosed)
                {
                    throw SocketException.ClosedWhileWaiting();
                }

                if (IsReady(mode))
                {
                    return true;
                }

                if (deadline.IsOver)
                {
                    return false;
                }

                _network.Time.Wait(this, deadline);
            }
        }

        private bool IsReady(SelectMode mode)
        {
            if (mode == SelectMode.SelectError)
            {
                return !DeviceNetwork.IsUp || Error != 0;
            }

            ThrowIfClosedOrDown();
            bool hasReceived = _pending.Count > 0 || _datagrams.Count > 0 || _end?.Available > 0;
            if (Error != 0 && !(mode == SelectMode.SelectRead && hasReceived))
            {
                throw new SocketException(Error);
            }

            return mode == SelectMode.SelectWrite
                ? !IsStream || (_end != null && SocketTable.SendBuffer - _end.Unacknowledged >= SocketTable.SendBuffer / 2)
                : hasReceived || _end?.IsAtEnd == true;
        }

        private int Error => _error != 0 ? _error : _end?.Error ?? 0;

        private void WaitOrTimeOut(SelectMode mode, Deadline deadline)
        {
            if (!Wait(mode, deadline))
            {
                throw new SocketException(SocketError.TimedOut);
            }
        }

        private void ThrowIfError()
        {
            if (Error != 0)
            {
                throw new SocketException(Error);
            }
        }

        private void ThrowIfNotConnected()
        {
            if (_end == null)
            {
                throw _isClosed ? new ObjectDisposedException() : new SocketException(SocketError.NotConnected);
            }
        }

        private void ThrowIfClosedOrDown()
        {
            if (_isClosed)
            {
                throw SocketException.ClosedWhileWaiting();
            }

            if (!DeviceNetwork.IsUp)
            {
                throw new SocketException(SocketError.NetworkDown);
            }
        }

        private static bool IsPeek(SocketFlags flags) => flags switch
        {
            SocketFlags.None => false,
            SocketFlags.Peek => true,
            _ => throw new SocketException(SocketError.OperationNotSupported),
        };
    }
}
