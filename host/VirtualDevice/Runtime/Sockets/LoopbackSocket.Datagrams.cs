extern alias desktop;

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using DesktopLevel = desktop::System.Net.Sockets.SocketOptionLevel;
using DesktopMulticast = desktop::System.Net.Sockets.MulticastOption;
using DesktopName = desktop::System.Net.Sockets.SocketOptionName;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What is sent to many. While the device has the loopback only, nothing of it leaves the process: members on the device itself have it,
    // if the sender's loopback is on, and nobody hears a broadcast, as on a device alone in its network.
    internal sealed partial class LoopbackSocket
    {
        private const int MostDatagrams = 6;

        private static readonly List<LoopbackSocket> s_datagramSockets = new List<LoopbackSocket>();

        private readonly Groups _groups = new Groups();
        private readonly Queue<(IPEndPoint From, byte[] Bytes)> _fromMany = new Queue<(IPEndPoint From, byte[] Bytes)>();
        private bool _isLoopbackOn;

        private int FromMany
        {
            get
            {
                lock (_fromMany)
                {
                    return _fromMany.Count;
                }
            }
        }

        private int FromManyBytes
        {
            get
            {
                lock (_fromMany)
                {
                    return _fromMany.TryPeek(out (IPEndPoint From, byte[] Bytes) first) ? first.Bytes.Length : 0;
                }
            }
        }

        private static bool IsForMany(IPEndPoint remote) => remote.Address.Equals(IPAddress.Broadcast) || Groups.IsGroup(remote.Address);

        private void SetMembership(SocketOptionName name, byte[] value)
        {
            IPAddress group = Groups.GroupOf(value);
            _groups.Set(name, group);
            if (DeviceNetwork.IsOpen)
            {
                DesktopMulticast membership = new DesktopMulticast(new desktop::System.Net.IPAddress(group.GetAddressBytes()));
                Use(() => _socket.SetSocketOption(DesktopLevel.IP, (DesktopName)name, membership));
            }
        }

        private void SendToMembers(byte[] buffer, int offset, int count, IPEndPoint remote)
        {
            Use(ThrowIfDown);
            if (!_isLoopbackOn || !Groups.IsGroup(remote.Address))
            {
                return;
            }

            if (GetLocalEndPoint().Port == 0)
            {
                Use(() => _socket.Bind(new desktop::System.Net.IPEndPoint(desktop::System.Net.IPAddress.Loopback, 0)));
            }

            IPEndPoint from = new IPEndPoint(IPAddress.Loopback, GetLocalEndPoint().Port);
            byte[] bytes = buffer.AsSpan(offset, count).ToArray();
            LoopbackSocket[] sockets;
            lock (s_datagramSockets)
            {
                sockets = s_datagramSockets.ToArray();
            }

            foreach (LoopbackSocket socket in sockets)
            {
                if (socket.Hears(remote))
                {
                    socket.Arrive(from, bytes);
                }
            }
        }

        private bool Hears(IPEndPoint remote)
        {
            try
            {
                return _groups.Has(remote.Address) && GetLocalEndPoint().Port == remote.Port;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }

        // What lwIP cannot keep is lost.
        private void Arrive(IPEndPoint from, byte[] bytes)
        {
            lock (_fromMany)
            {
                if (_fromMany.Count < MostDatagrams)
                {
                    _fromMany.Enqueue((from, bytes));
                }
            }
        }

        private bool TryReceiveFromMany(byte[] buffer, int offset, int count, SocketFlags flags, out IPEndPoint from, out int received)
        {
            lock (_fromMany)
            {
                if (!_fromMany.TryPeek(out (IPEndPoint From, byte[] Bytes) first))
                {
                    from = null;
                    received = 0;
                    return false;
                }

                if (flags != SocketFlags.Peek)
                {
                    _fromMany.Dequeue();
                }

                from = first.From;
                received = Math.Min(count, first.Bytes.Length);
                Array.Copy(first.Bytes, 0, buffer, offset, received);
                return true;
            }
        }
    }
}
