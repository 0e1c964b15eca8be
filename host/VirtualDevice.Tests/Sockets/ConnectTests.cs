extern alias device;

using System;
using System.Threading.Tasks;
using Xunit;
using Dns = device::System.Net.Dns;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using SelectMode = device::System.Net.Sockets.SelectMode;
using Socket = device::System.Net.Sockets.Socket;
using SocketError = device::System.Net.Sockets.SocketError;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class ConnectTests : SocketTestBase
    {
        [Fact]
        public void Connect_waits_until_connected()
        {
            using SocketPair pair = new(deviceConnects: true);
            Assert.True(pair.Device.Connected);
            Assert.True(pair.Device.Poll(0, SelectMode.SelectWrite));
            Assert.Equal(((System.Net.IPEndPoint)pair.Peer.LocalEndPoint!).Port, ((IPEndPoint)pair.Device.RemoteEndPoint).Port);
            Assert.Equal(((System.Net.IPEndPoint)pair.Peer.RemoteEndPoint!).Port, ((IPEndPoint)pair.Device.LocalEndPoint).Port);
        }

        [Fact]
        public void Connected_is_false_on_an_accepted_socket()
        {
            using SocketPair pair = new();
            Assert.False(pair.Device.Connected);
        }

        [Fact]
        public void Connect_to_nobody_is_refused()
        {
            Socket listener = SocketPair.Listen(1, out int port);
            listener.Close();
            Socket client = SocketPair.NewDevice();
            Assert.Equal(10061, ErrorOf(() => client.Connect(new IPEndPoint(IPAddress.Loopback, port))));
        }

        [Fact]
        public void A_second_connect_is_an_error()
        {
            using SocketPair pair = new(deviceConnects: true);
            Assert.Equal((int)SocketError.IsConnected, ErrorOf(() => pair.Device.Connect(pair.Device.RemoteEndPoint)));
        }

        [Fact]
        public void Nothing_but_this_computer_is_reached()
        {
            Socket client = SocketPair.NewDevice();
            Assert.Equal((int)SocketError.HostUnreachable, ErrorOf(() => client.Connect(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 80))));
        }

        [Fact]
        public void Any_is_bound_to_the_loopback_and_says_any()
        {
            Socket listener = SocketPair.Listen(1, out int port);
            Assert.Equal("0.0.0.0:" + port, listener.LocalEndPoint.ToString());
            using System.Net.Sockets.Socket peer = SocketPair.ConnectDesktop(port);
            Assert.Equal("127.0.0.1:" + port, peer.RemoteEndPoint!.ToString());
        }

        [Fact]
        public void A_port_in_use_cannot_be_bound()
        {
            SocketPair.Listen(1, out int port);
            Socket second = SocketPair.NewDevice();
            Assert.Equal(10048, ErrorOf(() =>
            {
                second.Bind(new IPEndPoint(IPAddress.Any, port));
                second.Listen(1);
            }));
        }

        [Fact]
        public void A_foreign_address_cannot_be_bound()
        {
            Socket socket = SocketPair.NewDevice();
            Assert.Equal((int)SocketError.AddressNotAvailable, ErrorOf(() => socket.Bind(new IPEndPoint(IPAddress.Parse("192.168.192.168"), 0))));
        }

        [Fact]
        public async Task Accept_waits_for_a_connection()
        {
            Socket listener = SocketPair.Listen(1, out int port);
            Assert.False(listener.Poll(0, SelectMode.SelectRead));
            Task<Socket> accept = Task.Run(listener.Accept, TestContext.Current.CancellationToken);
            await Task.Delay(30, TestContext.Current.CancellationToken);
            Assert.False(accept.IsCompleted);
            using System.Net.Sockets.Socket peer = SocketPair.ConnectDesktop(port);
            (await accept).Close();
        }

        [Fact]
        public async Task The_backlog_holds_as_many_as_it_says()
        {
            Socket listener = SocketPair.Listen(2, out int port);
            using System.Net.Sockets.Socket first = SocketPair.ConnectDesktop(port);
            using System.Net.Sockets.Socket second = SocketPair.ConnectDesktop(port);
            using System.Net.Sockets.Socket third = SocketPair.NewDesktop();
            Task connecting = third.ConnectAsync(System.Net.IPAddress.Loopback, port, TestContext.Current.CancellationToken).AsTask();
            Assert.NotSame(connecting, await Task.WhenAny(connecting, Task.Delay(200, TestContext.Current.CancellationToken)));
            listener.Accept().Close();

            // The third tries again after a second, on its own.
            await connecting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        [Theory]
        [InlineData("localhost", "127.0.0.1")]
        [InlineData("127.0.0.1", "127.0.0.1")]
        [InlineData("10.1.2.3", "10.1.2.3")]
        public void Names_that_are_known_resolve(string name, string address)
        {
            Assert.Equal(address, Assert.Single(Dns.GetHostEntry(name).AddressList).ToString());
        }

        [Fact]
        public void Other_names_are_not_found()
        {
            Assert.Equal(11001, ErrorOf(() => Dns.GetHostEntry("example.com")));
        }
    }
}
