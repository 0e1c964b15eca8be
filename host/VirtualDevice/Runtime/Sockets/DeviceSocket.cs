using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What the native half of nanoFramework's System.Net does with lwIP.
    internal abstract class DeviceSocket
    {
        public abstract int Available { get; }

        public abstract bool IsClosed { get; }

        // Whether a call is under way.
        public abstract bool IsInUse { get; }

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

            return DeviceNetwork.Simulated is { } network ? SimulatedSocket.Create(network, isStream) : LoopbackSocket.Create(isStream);
        }

        public abstract void Bind(IPEndPoint endPoint);

        public abstract void Listen(int backlog);

        public abstract DeviceSocket Accept();

        public abstract void Connect(IPEndPoint endPoint);

        public abstract void Close();

        public abstract bool Poll(int microSeconds, SelectMode mode);

        public abstract int Send(byte[] buffer, int offset, int count, SocketFlags flags, int timeout);

        public abstract int SendTo(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, IPEndPoint remote);

        public abstract int Receive(byte[] buffer, int offset, int count, SocketFlags flags, int timeout);

        public abstract int ReceiveFrom(byte[] buffer, int offset, int count, SocketFlags flags, int timeout, ref EndPoint remote);

        public abstract void SetOption(SocketOptionLevel level, SocketOptionName name, byte[] value);

        public abstract void GetOption(SocketOptionLevel level, SocketOptionName name, byte[] value);

        public abstract IPEndPoint GetLocalEndPoint();

        public abstract IPEndPoint GetRemoteEndPoint();

        protected static void CheckRange(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new NullReferenceException();
            }

            if ((uint)offset + (uint)count > (uint)buffer.Length || offset < 0 || count < 0)
            {
                throw new IndexOutOfRangeException();
            }
        }

        // The device's time runs in milliseconds: part of one waits for the whole.
        protected static Deadline DeadlineOf(int microSeconds)
        {
            return microSeconds < 0 ? Deadline.Never : Deadline.After((int)(((long)microSeconds + 999) / 1000));
        }
    }
}
