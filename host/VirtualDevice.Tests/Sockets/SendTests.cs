extern alias device;

using System;
using System.Threading.Tasks;
using Xunit;
using SelectMode = device::System.Net.Sockets.SelectMode;
using SocketError = device::System.Net.Sockets.SocketError;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class SendTests : SocketTestBase
    {
        private const int SendBuffer = 5744;

        [Fact]
        public async Task Send_makes_no_short_writes()
        {
            using SocketPair pair = new();
            byte[] sent = new byte[3_000_000];
            new Random(1).NextBytes(sent);
            Task<byte[]> reading = Task.Run(
                () =>
                {
                    byte[] received = new byte[sent.Length];
                    int count = 0;
                    while (count < received.Length)
                    {
                        count += pair.Peer.Receive(received, count, Math.Min(50_000, received.Length - count), 0);
                    }

                    return received;
                },
                TestContext.Current.CancellationToken);
            Assert.Equal(sent.Length, pair.Device.Send(sent));
            Assert.Equal(sent, await reading);
        }

        [Fact]
        public void Against_a_peer_that_does_not_read_the_buffer_fills_and_Send_times_out()
        {
            using SocketPair pair = new();
            FillUp(pair);

            // Full is less than half free.
            Assert.False(pair.Device.Poll(10_000, SelectMode.SelectWrite));
            Assert.Equal(10060, ErrorOf(() => pair.Device.Send(new byte[1])));
            Assert.False(pair.Device.Poll(0, SelectMode.SelectError));

            byte[] chunk = new byte[65536];
            Until(() =>
            {
                if (pair.Peer.Available > 0)
                {
                    pair.Peer.Receive(chunk);
                }

                return pair.Device.Poll(0, SelectMode.SelectWrite);
            });
            pair.Device.SendTimeout = 10_000;
            Assert.Equal(1400, pair.Device.Send(new byte[1400]));
        }

        [Fact]
        public void What_fits_into_the_free_half_does_not_wait()
        {
            using SocketPair pair = new();
            pair.Device.SendTimeout = 1;
            byte[] chunk = new byte[1400];
            for (int i = 0; i < 20; i++)
            {
                Assert.True(pair.Device.Poll(-1, SelectMode.SelectWrite));
                Assert.Equal(chunk.Length, pair.Device.Send(chunk));
            }
        }

        [Fact]
        public void A_send_larger_than_the_buffer_waits_for_the_peer()
        {
            using SocketPair pair = new();
            FillUp(pair);
            byte[] chunk = new byte[65536];
            Until(() =>
            {
                if (pair.Peer.Available > 0)
                {
                    pair.Peer.Receive(chunk);
                }

                return pair.Device.Poll(0, SelectMode.SelectWrite);
            });

            // Now there is room for half a buffer or more, but the peer has stopped reading again.
            pair.Device.SendTimeout = 50;
            Assert.Equal(10060, ErrorOf(() => pair.Device.Send(new byte[20_000_000])));
        }

        [Fact]
        public void Sending_to_a_peer_that_is_gone_ends_in_a_reset()
        {
            using SocketPair pair = new();
            pair.Peer.Close();
            int error = 0;
            Until(() =>
            {
                try
                {
                    pair.Device.Send(new byte[100]);
                    return false;
                }
                catch (device::System.Net.Sockets.SocketException e)
                {
                    error = e.ErrorCode;
                    return true;
                }
            });
            Assert.Equal(10054, error);
        }

        [Fact]
        public async Task A_waiting_send_is_ended_by_a_reset()
        {
            using SocketPair pair = new();
            FillUp(pair);
            pair.Device.SendTimeout = -1;
            Task<int> waiting = ErrorInAnotherThread(() => pair.Device.Send(new byte[SendBuffer]));
            pair.ResetByPeer();
            Assert.Equal(10054, await waiting);
        }

        [Fact]
        public void An_unconnected_socket_is_not_writable_and_cannot_send()
        {
            device::System.Net.Sockets.Socket socket = SocketPair.NewDevice();
            Assert.False(socket.Poll(0, SelectMode.SelectWrite));
            Assert.Equal((int)SocketError.NotConnected, ErrorOf(() => socket.Send(new byte[1])));
            Assert.Equal((int)SocketError.NotConnected, ErrorOf(() => _ = socket.RemoteEndPoint));
        }

        private static void FillUp(SocketPair pair)
        {
            // A peer that does not read acknowledges late, 40 ms and more: this is longer.
            pair.Device.SendTimeout = 500;
            byte[] chunk = new byte[1_000_000];
            Assert.Equal(10060, ErrorOf(() =>
            {
                while (true)
                {
                    pair.Device.Send(chunk);
                }
            }));
        }
    }
}
