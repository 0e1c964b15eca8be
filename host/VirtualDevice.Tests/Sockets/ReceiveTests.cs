extern alias device;

using System;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using NetworkStream = device::System.Net.Sockets.NetworkStream;
using SelectMode = device::System.Net.Sockets.SelectMode;
using SocketException = device::System.Net.Sockets.SocketException;
using SocketFlags = device::System.Net.Sockets.SocketFlags;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    public sealed class ReceiveTests : SocketTestBase
    {
        private readonly byte[] _buffer = new byte[64];

        [Fact]
        public void Receive_returns_what_is_there()
        {
            using SocketPair pair = new();
            pair.Peer.Send("abc"u8);
            Assert.True(pair.Device.Poll(-1, SelectMode.SelectRead));
            Assert.Equal(3, pair.Device.Available);
            Assert.Equal(2, pair.Device.Receive(_buffer, 0, 2, SocketFlags.None));
            Assert.Equal(1, pair.Device.Receive(_buffer, 2, 40, SocketFlags.None));
            Assert.Equal("abc", Encoding.UTF8.GetString(_buffer, 0, 3));
        }

        [Fact]
        public void Peek_takes_nothing()
        {
            using SocketPair pair = new();
            pair.Peer.Send("hello"u8);
            Assert.Equal(5, pair.Device.Receive(_buffer, SocketFlags.Peek));
            Assert.Equal(5, pair.Device.Available);
            Assert.Equal(5, pair.Device.Receive(_buffer));
        }

        [Fact]
        public void No_more_is_there_than_the_receive_window_holds()
        {
            using SocketPair pair = new();
            byte[] sent = new byte[20_000];
            new Random(1).NextBytes(sent);
            pair.Peer.Send(sent);
            byte[] received = new byte[sent.Length];
            Until(() => pair.Device.Available == 5744);
            Assert.Equal(5744, pair.Device.Receive(received, 0, received.Length, SocketFlags.Peek));
            int count = 0;

            while (count < sent.Length)
            {
                int read = pair.Device.Receive(received, count, sent.Length - count, SocketFlags.None);
                Assert.InRange(read, 1, 5744);
                count += read;
            }

            Assert.Equal(sent, received);
        }

        [Fact]
        public void A_reset_comes_after_what_was_received_before_it()
        {
            using SocketPair pair = new();
            pair.Peer.Send("abc"u8);
            Until(() => pair.Device.Available == 3);
            pair.ResetByPeer();
            Until(() => pair.Device.Poll(0, SelectMode.SelectError));
            Assert.Equal(2, pair.Device.Receive(_buffer, 0, 2, SocketFlags.None));
            Assert.Equal(1, pair.Device.Available);
            Assert.Equal(1, pair.Device.Receive(_buffer));
            Assert.Equal(10054, ErrorOf(() => pair.Device.Receive(_buffer)));
        }

        [Fact]
        public void The_end_is_reported_again_and_again_and_sending_still_works()
        {
            using SocketPair pair = new();
            pair.Peer.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            for (int i = 0; i < 3; i++)
            {
                Assert.True(pair.Device.Poll(-1, SelectMode.SelectRead));
                Assert.Equal(0, pair.Device.Available);
                Assert.Equal(0, pair.Device.Receive(_buffer));
            }

            Assert.False(pair.Device.Poll(0, SelectMode.SelectError));
            Assert.Equal(4, pair.Device.Send("late"u8.ToArray()));
            Assert.Equal(4, pair.Peer.Receive(new byte[8]));
        }

        [Fact]
        public void A_receive_timeout_ends_with_10060_and_the_socket_lives()
        {
            using SocketPair pair = new();
            pair.Device.ReceiveTimeout = 20;
            Assert.Equal(10060, ErrorOf(() => pair.Device.Receive(_buffer)));
            pair.Peer.Send("x"u8);
            pair.Device.ReceiveTimeout = 10_000;
            Assert.Equal(1, pair.Device.Receive(_buffer));
        }

        [Fact]
        public void A_reset_stays_with_the_socket()
        {
            using SocketPair pair = new();
            pair.ResetByPeer();
            Until(() => pair.Device.Poll(0, SelectMode.SelectError));
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(10054, ErrorOf(() => pair.Device.Poll(0, SelectMode.SelectRead)));
                Assert.Equal(10054, ErrorOf(() => pair.Device.Poll(0, SelectMode.SelectWrite)));
                Assert.Equal(10054, ErrorOf(() => pair.Device.Receive(_buffer)));
                Assert.Equal(10054, ErrorOf(() => pair.Device.Send(_buffer)));
                Assert.Equal(10054, ErrorOf(() => _ = pair.Device.Available));
                Assert.True(pair.Device.Poll(0, SelectMode.SelectError));
            }
        }

        [Fact]
        public async Task A_waiting_receive_is_ended_by_a_reset()
        {
            using SocketPair pair = new();
            Task<int> waiting = ErrorInAnotherThread(() => pair.Device.Receive(_buffer));
            pair.ResetByPeer();
            Assert.Equal(10054, await waiting);
        }

        [Fact]
        public void Poll_rounds_up_to_milliseconds_and_times_out()
        {
            using SocketPair pair = new();
            Stopwatch watch = Stopwatch.StartNew();
            Assert.False(pair.Device.Poll(1, SelectMode.SelectRead));
            Assert.False(pair.Device.Poll(30_000, SelectMode.SelectRead));
            Assert.True(watch.ElapsedMilliseconds >= 30);
        }

        [Fact]
        public void Poll_ends_when_something_comes()
        {
            using SocketPair pair = new();
            using Timer timer = new(_ => pair.Peer.Send("x"u8), null, 30, Timeout.Infinite);
            Assert.True(pair.Device.Poll(-1, SelectMode.SelectRead));
        }

        [Fact]
        public void Poll_throws_while_the_network_is_down()
        {
            using SocketPair pair = new();
            Device.IsNetworkUp = false;
            Assert.Equal(10050, ErrorOf(() => pair.Device.Poll(0, SelectMode.SelectRead)));
            Assert.True(pair.Device.Poll(0, SelectMode.SelectError));
            Device.IsNetworkUp = true;
            Assert.False(pair.Device.Poll(0, SelectMode.SelectRead));
        }

        [Fact]
        public void Arguments_are_checked_as_on_a_device()
        {
            using SocketPair pair = new();
            Assert.Throws<NullReferenceException>(() => pair.Device.Receive(null));
            Assert.Throws<IndexOutOfRangeException>(() => pair.Device.Receive(_buffer, 60, 5, SocketFlags.None));
            Assert.Equal(0, pair.Device.Receive(_buffer, 0, 0, SocketFlags.None));
        }

        [Fact]
        public void A_network_stream_reads_and_writes()
        {
            using SocketPair pair = new();
            NetworkStream stream = new(pair.Device, true);
            pair.Peer.Send("abc"u8);
            Until(() => stream.DataAvailable);
            Assert.Equal(3, stream.Length);
            Assert.Equal(3, stream.Read(_buffer, 0, 10));
            stream.Write(_buffer, 0, 3);
            Assert.Equal(3, pair.Peer.Receive(new byte[8]));
            stream.Close();
            Assert.Throws<device::System.ObjectDisposedException>(() => stream.Read(_buffer, 0, 1));
            Assert.Throws<device::System.ObjectDisposedException>(() => pair.Device.Available.ToString());
        }

        [Fact]
        public void The_exception_is_a_plain_one()
        {
            Assert.Equal(typeof(Exception), typeof(SocketException).BaseType);
        }
    }
}
