extern alias device;

using System;
using device::System.Net.Sockets;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class OptionTests : SocketTestBase
    {
        private readonly Socket _socket;

        public OptionTests()
        {
            _socket = SocketPair.NewDevice();
        }

        [Fact]
        public void The_common_options_are_kept()
        {
            _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            Assert.Equal(1, _socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay));
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Assert.Equal(1, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress));
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            Assert.Equal(true, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, 3);
            Assert.Equal(3, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger));
            Assert.Equal(0, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error));
            Assert.Equal(SocketType.Stream, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Type));
            Assert.Equal(5744, _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer));
        }

        [Fact]
        public void Timeouts_can_be_set_as_options()
        {
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveTimeout, 40);
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendTimeout, 50);
            Assert.Equal(40, _socket.ReceiveTimeout);
            Assert.Equal(50, _socket.SendTimeout);
            _socket.ReceiveTimeout = 0;
            Assert.Equal(-1, _socket.ReceiveTimeout);
            Assert.Throws<ArgumentOutOfRangeException>(() => _socket.SendTimeout = -2);
        }

        [Fact]
        public void What_a_device_does_not_know_is_refused()
        {
            Assert.Equal(10042, ErrorOf(() => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, 9)));
            Assert.Equal(10042, ErrorOf(() => _socket.GetSocketOption(SocketOptionLevel.IP, SocketOptionName.Linger)));
            Assert.Throws<NotSupportedException>(() => _socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AddMembership));
            Assert.Equal(10022, ErrorOf(() => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, new byte[1])));
        }

        [Theory]
        [InlineData(AddressFamily.AppleTalk, SocketType.Stream, ProtocolType.Udp, SocketError.ProtocolNotSupported)]
        [InlineData(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Udp, SocketError.ProtocolNotSupported)]
        [InlineData(AddressFamily.AppleTalk, SocketType.Stream, ProtocolType.Tcp, SocketError.AddressFamilyNotSupported)]
        public void Kinds_of_sockets_are_checked(AddressFamily family, SocketType type, ProtocolType protocol, SocketError error)
        {
            Assert.Equal((int)error, ErrorOf(() => _ = new Socket(family, type, protocol)));
        }
    }
}
