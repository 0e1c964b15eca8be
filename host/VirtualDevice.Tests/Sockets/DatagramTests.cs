extern alias device;

using System;
using Xunit;
using EndPoint = device::System.Net.EndPoint;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using SelectMode = device::System.Net.Sockets.SelectMode;
using Socket = device::System.Net.Sockets.Socket;
using SocketOptionLevel = device::System.Net.Sockets.SocketOptionLevel;
using SocketOptionName = device::System.Net.Sockets.SocketOptionName;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class DatagramTests : SocketTestBase
    {
        private static readonly byte[] s_membership = [224, 0, 0, 251, 0, 0, 0, 0];
        private static readonly IPAddress s_group = IPAddress.Parse("224.0.0.251");

        [Fact]
        public void What_does_not_fit_is_lost_without_a_word()
        {
            using Socket one = New();
            using Socket two = New();
            two.Bind(new IPEndPoint(IPAddress.Any, 0));
            one.SendTo("abcdef"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, PortOf(two)));
            one.SendTo("ghi"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, PortOf(two)));
            Assert.Equal("abc", Receive(two, 3));
            Assert.Equal("ghi", Receive(two, 10));
        }

        [Fact]
        public void Who_gives_no_end_point_for_the_sender_fails_and_takes_nothing()
        {
            using Socket one = New();
            using Socket two = New();
            two.Bind(new IPEndPoint(IPAddress.Any, 0));
            one.SendTo("abc"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, PortOf(two)));
            EndPoint? from = null;
            Assert.Throws<NullReferenceException>(() => two.ReceiveFrom(new byte[3], ref from!));
            from = new IPEndPoint(IPAddress.Any, 0);
            Assert.Equal(3, two.ReceiveFrom(new byte[3], ref from));
            Assert.Equal(IPAddress.Loopback, ((IPEndPoint)from).Address);
        }

        [Fact]
        public void Of_a_port_the_low_16_bits_count()
        {
            using Socket one = New();
            using Socket two = New();
            two.Bind(new IPEndPoint(IPAddress.Any, 0x10000 + 5353));
            Assert.Equal(5353, PortOf(two));
            one.SendTo("abc"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, 5353 - 0x10000));
            Assert.Equal("abc", Receive(two, 10));
        }

        [Fact]
        public void An_address_is_read_as_lwIP_reads_it()
        {
            Assert.Equal(IPAddress.Loopback, IPAddress.Parse("127.0.0.1 \r\n"));
            Assert.Throws<ArgumentException>(() => IPAddress.Parse("127.0.0.256"));
            Assert.Throws<ArgumentException>(() => IPAddress.Parse("127.0.0.1x"));
            Assert.Throws<NullReferenceException>(() => IPAddress.Parse(null));
            Assert.Equal(2 ^ (7 << 16) ^ 0x0100007F ^ (0x50 << 24), new IPEndPoint(IPAddress.Loopback, 0x750).Serialize().GetHashCode());
        }

        [Fact]
        public void Members_hear_a_group_when_its_loopback_is_on()
        {
            using Socket sender = New();
            using Socket member = Member(5353);
            using Socket sharing = Member(5353);
            using Socket elsewhere = Member(5354);
            IPEndPoint to = new(s_group, 5353);
            Assert.Equal(1, sender.SendTo("a"u8.ToArray(), to));
            sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
            sender.SendTo("b"u8.ToArray(), to);
            Assert.Equal("b", Receive(member, 10));
            Assert.Equal("b", Receive(sharing, 10));
            Assert.False(elsewhere.Poll(0, SelectMode.SelectRead));

            member.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.DropMembership, s_membership);
            sender.SendTo("c"u8.ToArray(), to);
            Assert.False(member.Poll(0, SelectMode.SelectRead));
            Assert.Equal(1, sharing.Available);
        }

        [Fact]
        public void A_device_does_not_hear_its_own_broadcasts()
        {
            using Socket sender = New();
            using Socket receiver = New();
            receiver.Bind(new IPEndPoint(IPAddress.Any, 0));
            sender.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
            Assert.Equal(2, sender.SendTo(new byte[2], new IPEndPoint(IPAddress.Broadcast, PortOf(receiver))));
            Assert.False(receiver.Poll(20000, SelectMode.SelectRead));
        }

        [Fact]
        public void A_membership_names_a_group_that_is_one()
        {
            using Socket socket = New();
            Assert.Equal(10022, ErrorOf(() => Set(socket, SocketOptionName.AddMembership, [192, 168, 0, 1, 0, 0, 0, 0])));
            Assert.Equal(10022, ErrorOf(() => Set(socket, SocketOptionName.AddMembership, [224, 0, 0, 251])));
            Assert.Equal(10049, ErrorOf(() => Set(socket, SocketOptionName.DropMembership, s_membership)));
        }

        private static Socket Member(int port)
        {
            Socket socket = New();
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            Set(socket, SocketOptionName.AddMembership, s_membership);
            return socket;
        }

        private static void Set(Socket socket, SocketOptionName name, byte[] value) => socket.SetSocketOption(SocketOptionLevel.IP, name, value);

        private static string Receive(Socket socket, int size)
        {
            Assert.True(socket.Poll(-1, SelectMode.SelectRead));
            byte[] buffer = new byte[size];
            device::System.Net.EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            int length = socket.ReceiveFrom(buffer, ref from);
            return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
        }

        private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint).Port;

        private static Socket New() => new(
            device::System.Net.Sockets.AddressFamily.InterNetwork,
            device::System.Net.Sockets.SocketType.Dgram,
            device::System.Net.Sockets.ProtocolType.Udp);
    }
}
