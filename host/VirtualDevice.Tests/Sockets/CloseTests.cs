extern alias device;

using System;
using System.Threading.Tasks;
using Xunit;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using ObjectDisposedException = device::System.ObjectDisposedException;
using SelectMode = device::System.Net.Sockets.SelectMode;
using Socket = device::System.Net.Sockets.Socket;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class CloseTests : SocketTestBase
    {
        [Fact]
        public async Task Closing_ends_a_waiting_receive()
        {
            using SocketPair pair = new();
            Task<int> waiting = ErrorInAnotherThread(() => pair.Device.Receive(new byte[1]));
            pair.Device.Close();
            Assert.Equal(ClosedWhileWaiting, await waiting);
        }

        [Fact]
        public async Task Closing_ends_a_waiting_poll()
        {
            using SocketPair pair = new();
            Task<int> waiting = ErrorInAnotherThread(() => pair.Device.Poll(-1, SelectMode.SelectRead));
            pair.Device.Close();
            Assert.Equal(ClosedWhileWaiting, await waiting);
        }

        [Fact]
        public async Task Closing_ends_a_waiting_accept()
        {
            Socket listener = SocketPair.Listen(1, out _);
            Task<int> waiting = ErrorInAnotherThread(() => listener.Accept());
            listener.Close();
            Assert.Equal(ClosedWhileWaiting, await waiting);
        }

        [Fact]
        public async Task Closing_ends_a_waiting_send()
        {
            using SocketPair pair = new();
            Task<int> waiting = ErrorInAnotherThread(() => pair.Device.Send(new byte[50_000_000]));
            pair.Device.Close();
            Assert.Equal(ClosedWhileWaiting, await waiting);
        }

        [Fact]
        public async Task Closing_ends_a_waiting_connect()
        {
            // Nobody accepts, and the one place is taken: the second connection gets no answer.
            Socket listener = SocketPair.Listen(1, out int port);
            using System.Net.Sockets.Socket first = SocketPair.ConnectDesktop(port);
            Socket client = SocketPair.NewDevice();
            Task<int> waiting = ErrorInAnotherThread(() => client.Connect(new IPEndPoint(IPAddress.Loopback, port)));
            client.Close();
            Assert.Equal(ClosedWhileWaiting, await waiting);
            listener.Close();
        }

        [Fact]
        public void The_peer_sees_the_end()
        {
            using SocketPair pair = new();
            pair.Device.Send(new byte[10]);
            pair.Device.Close();
            byte[] buffer = new byte[20];
            int count = 0;
            int read;
            while ((read = pair.Peer.Receive(buffer, count, 20 - count, 0)) > 0)
            {
                count += read;
            }

            Assert.Equal(10, count);
        }

        [Fact]
        public void After_close_everything_throws_ObjectDisposedException()
        {
            using SocketPair pair = new();
            Socket socket = pair.Device;
            socket.Close();
            socket.Close();
            Action[] uses =
            [
                () => socket.Poll(0, SelectMode.SelectRead),
                () => socket.Receive(new byte[1]),
                () => socket.Send(new byte[1]),
                () => socket.Accept(),
                () => socket.Listen(1),
                () => socket.Bind(new IPEndPoint(IPAddress.Any, 0)),
                () => socket.Connect(new IPEndPoint(IPAddress.Loopback, 1)),
                () => _ = socket.Available,
                () => _ = socket.LocalEndPoint,
                () => _ = socket.RemoteEndPoint,
            ];
            Assert.All(uses, use => Assert.Throws<ObjectDisposedException>(use));
            Assert.False(socket.Connected);
        }
    }
}
