extern alias device;

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Xunit;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using SelectMode = device::System.Net.Sockets.SelectMode;
using Socket = device::System.Net.Sockets.Socket;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class LimitTests : SocketTestBase
    {
        [Theory]
        [InlineData("esp32", 16)]
        [InlineData("stm32", 4)]
        public void A_board_has_so_many_sockets(string board, int limit)
        {
            Device.Preset = board == "esp32" ? DevicePreset.Esp32 : DevicePreset.Stm32;
            List<Socket> sockets = [];
            for (int i = 0; i < limit; i++)
            {
                sockets.Add(SocketPair.NewDevice());
            }

            Assert.Equal(limit, DeviceSockets.Open);
            Assert.Equal(10024, ErrorOf(() => SocketPair.NewDevice()));
            sockets[0].Close();
            sockets[0] = SocketPair.NewDevice();
            sockets.ForEach(s => s.Close());
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Equal(limit, DeviceSockets.Peak);
        }

        [Fact]
        public void Accept_throws_at_the_limit_and_drops_the_connection()
        {
            Device.Preset = DevicePreset.Stm32;
            Socket listener = SocketPair.Listen(4, out int port);
            List<System.Net.Sockets.Socket> peers = [];
            for (int i = 0; i < 4; i++)
            {
                peers.Add(SocketPair.ConnectDesktop(port));
            }

            Socket[] accepted = [listener.Accept(), listener.Accept(), listener.Accept()];
            Assert.Equal(10024, ErrorOf(() => listener.Accept()));
            peers[3].ReceiveTimeout = 10_000;
            Assert.Equal(0, peers[3].Receive(new byte[1]));

            accepted[1].Close();
            using System.Net.Sockets.Socket another = SocketPair.ConnectDesktop(port);
            listener.Accept().Close();
            Array.ForEach(accepted, s => s.Close());
            peers.ForEach(p => p.Dispose());
        }

        [Fact]
        public void A_lost_socket_is_counted_and_keeps_its_place()
        {
            Lose();
            Until(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return DeviceSockets.Leaked == 1;
            });
            Assert.Equal(1, DeviceSockets.Open);
            Device.Restart();
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Equal(0, DeviceSockets.Leaked);
        }

        [Fact]
        public void A_closed_socket_is_not_lost()
        {
            SocketPair.NewDevice().Close();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(0, DeviceSockets.Leaked);
        }

        [Fact]
        public void Datagrams_come_and_go()
        {
            Socket one = NewDatagram();
            Socket two = NewDatagram();
            two.Bind(new IPEndPoint(IPAddress.Any, 0));
            IPEndPoint target = new(IPAddress.Loopback, ((IPEndPoint)two.LocalEndPoint).Port);
            Assert.Equal(3, one.SendTo("abc"u8.ToArray(), target));
            Assert.True(two.Poll(-1, SelectMode.SelectRead));
            device::System.Net.EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            byte[] buffer = new byte[10];
            Assert.Equal(3, two.ReceiveFrom(buffer, ref from));
            Assert.Equal(((IPEndPoint)one.LocalEndPoint).Port, ((IPEndPoint)from).Port);

            two.ReceiveTimeout = 10;
            Assert.Equal(10060, ErrorOf(() => two.ReceiveFrom(buffer, ref from)));
            Assert.Equal(10013, ErrorOf(() => one.SendTo(buffer, new IPEndPoint(IPAddress.Broadcast, 1))));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Lose() => SocketPair.NewDevice();

        private static Socket NewDatagram() => new(
            device::System.Net.Sockets.AddressFamily.InterNetwork,
            device::System.Net.Sockets.SocketType.Dgram,
            device::System.Net.Sockets.ProtocolType.Udp);
    }
}
