extern alias device;

using System;
using System.Linq;
using device::System.Net;
using device::System.Net.Sockets;
using Xunit;
using DesktopDns = System.Net.Dns;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class ReachTests : SocketTestBase, IDisposable
    {
        void IDisposable.Dispose()
        {
            VirtualDevice.Device.Network = NetworkReach.Loopback;
            Dispose();
        }

        [Fact]
        public void Nothing_but_the_loopback_is_reached_unless_one_asks_for_it()
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            Assert.Equal(10065, ErrorOf(() => socket.Connect(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 9))));
            Assert.Equal(10049, ErrorOf(() => socket.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0))));
            Assert.Equal(11001, ErrorOf(() => Dns.GetHostEntry(DesktopDns.GetHostName())));
            Assert.Equal(IPAddress.Loopback, IPAddress.GetDefaultLocalAddress());
        }

        [Fact]
        public void The_computers_network_is_reached_when_one_asks_for_it()
        {
            VirtualDevice.Device.Network = NetworkReach.Computer;
            IPAddress own = IPAddress.GetDefaultLocalAddress();
            Assert.SkipWhen(own == IPAddress.Loopback, "This computer has no network.");
            using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Any, 0));
            listener.Listen(1);
            using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(new IPEndPoint(own, ((IPEndPoint)listener.LocalEndPoint).Port));
            using Socket server = listener.Accept();
            Assert.Equal(own, ((IPEndPoint)server.RemoteEndPoint).Address);
        }

        [Fact]
        public void Names_are_resolved_when_one_asks_for_it()
        {
            VirtualDevice.Device.Network = NetworkReach.Computer;
            string name = DesktopDns.GetHostName();
            string[] expected = [.. DesktopDns.GetHostAddresses(name).Where(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork).Select(a => a.ToString())];
            Assert.SkipWhen(expected.Length == 0, "This computer's own name has no address.");
            Assert.Equal(expected, Dns.GetHostEntry(name).AddressList.Select(a => a.ToString()));
            VirtualDevice.Device.IsNetworkUp = false;
            Assert.Equal(11001, ErrorOf(() => Dns.GetHostEntry(name)));
        }
    }
}
