using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Udp
{
    /// <summary>AsyncUdpClient: datagrams to one, to a group and to all; what it refuses.</summary>
    [TestClass]
    public class UdpTests
    {
        [Setup]
        public void Setup()
        {
            Network.Require();
        }

        [TestMethod]
        public void A_datagram_arrives_whole_with_its_sender_and_is_answered()
        {
            Datagram.Run(AnswerAsync());
        }

        [TestMethod]
        public void Datagrams_come_one_by_one()
        {
            Datagram.Run(OneByOneAsync());
        }

        [TestMethod]
        public void A_datagram_that_is_too_long_is_cut_and_says_so()
        {
            Datagram.Run(TooLongAsync());
        }

        [TestMethod]
        public void A_datagram_as_long_as_allowed_is_whole()
        {
            Datagram.Run(JustFitsAsync());
        }

        [TestMethod]
        public void A_closed_client_says_so()
        {
            AsyncUdpClient client = new AsyncUdpClient();
            client.Dispose();
            client.Dispose();
            Assert.IsTrue(client.IsClosed);
            Expect.Throws(typeof(ObjectDisposedException), () => client.JoinGroup(IPAddress.Parse("224.0.0.251")));
            Expect.Throws(typeof(ObjectDisposedException), () => client.EnableBroadcast());
            Expect.Throws(typeof(ObjectDisposedException), () => client.SetMulticast(1, true));
            Datagram.Run(SendClosedAsync(client));
        }

        [TestMethod]
        public void Bad_arguments_are_refused()
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncUdpClient(0, 0));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncUdpClient(0, 65508));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncUdpClient(65536));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AsyncUdpClient(-1));
            Expect.Throws(typeof(ArgumentNullException), () => new AsyncUdpClient(null, 0));

            using (AsyncUdpClient client = new AsyncUdpClient())
            {
                IPEndPoint to = new IPEndPoint(IPAddress.Loopback, 9);
                Expect.Throws(typeof(ArgumentNullException), () => client.SendAsync(null, 0, 0, to));
                Expect.Throws(typeof(ArgumentNullException), () => client.SendAsync(new byte[1], 0, 1, null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SendAsync(new byte[1], 1, 1, to));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SendAsync(new byte[1], -1, 1, to));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SendAsync(new byte[1], 0, 0, to));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SendAsync(new byte[1], 1, 0, to));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SendAsync(new byte[2], 1, int.MaxValue, to));
                Expect.Throws(typeof(ArgumentNullException), () => client.JoinGroup(null));
                Expect.Throws(typeof(ArgumentNullException), () => client.LeaveGroup(null));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.JoinGroup(IPAddress.Parse("223.255.255.255")));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.JoinGroup(IPAddress.Parse("240.0.0.0")));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SetMulticast(0, true));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => client.SetMulticast(256, true));
            }
        }

        [TestMethod]
        public void A_port_in_use_is_refused_and_no_socket_is_lost()
        {
            using (AsyncUdpClient client = new AsyncUdpClient())
            {
                int port = client.Port;
                SocketException exception = (SocketException)Expect.Throws(typeof(SocketException), () => new AsyncUdpClient(port));
                Assert.AreEqual((int)SocketError.AddressAlreadyInUse, exception.ErrorCode);
            }
        }

        [TestMethod]
        public void Members_of_a_group_hear_it_until_they_leave()
        {
            Datagram.Run(GroupAsync());
        }

        [TestMethod]
        public void A_broadcast_has_to_be_enabled()
        {
            Datagram.Run(BroadcastAsync());
        }

        private static async Coroutine AnswerAsync()
        {
            using (AsyncUdpClient server = new AsyncUdpClient(IPAddress.Loopback, 0))
            using (AsyncUdpClient client = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                IPEndPoint to = new IPEndPoint(IPAddress.Loopback, server.Port);
                Assert.AreEqual(4, await Datagram.SendAsync(client, "ping", to));
                Assert.AreEqual(4, await server.ReceiveAsync());
                Assert.AreEqual("ping", Datagram.TextOf(server));
                Assert.AreEqual(client.Port, server.Sender.Port);
                Assert.IsFalse(server.IsTruncated);

                // The one that waits is woken.
                Coroutine answer = EventLoop.Current.CreateTask(Datagram.ReceiveTextAsync(client));
                await Coroutine.Yield();
                await Datagram.SendAsync(server, "pong!", server.Sender);
                await answer;
                Assert.AreEqual("pong!", (string)answer.Result);
            }
        }

        private static async Coroutine OneByOneAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                IPEndPoint self = new IPEndPoint(IPAddress.Loopback, one.Port);
                await Datagram.SendAsync(one, "first", self);
                byte[] part = Encoding.UTF8.GetBytes("--last--");
                Assert.AreEqual(4, await one.SendAsync(part, 2, 4, self));
                Assert.AreEqual("first", await Datagram.ReceiveTextAsync(one));
                Assert.AreEqual("last", await Datagram.ReceiveTextAsync(one));
            }
        }

        private static async Coroutine TooLongAsync()
        {
            using (AsyncUdpClient small = new AsyncUdpClient(IPAddress.Loopback, 0, 8))
            {
                IPEndPoint self = new IPEndPoint(IPAddress.Loopback, small.Port);
                await Datagram.SendAsync(small, "0123456789", self);
                await Datagram.SendAsync(small, "abc", self);
                Assert.AreEqual(8, await small.ReceiveAsync());
                Assert.IsTrue(small.IsTruncated);
                Assert.AreEqual("01234567", Datagram.TextOf(small));
                Assert.AreEqual("abc", await Datagram.ReceiveTextAsync(small));
                Assert.IsFalse(small.IsTruncated);
            }
        }

        private static async Coroutine JustFitsAsync()
        {
            using (AsyncUdpClient small = new AsyncUdpClient(IPAddress.Loopback, 0, 8))
            {
                Assert.AreEqual(8, small.MaxSize);
                await Datagram.SendAsync(small, "01234567", new IPEndPoint(IPAddress.Loopback, small.Port));
                Assert.AreEqual("01234567", await Datagram.ReceiveTextAsync(small));
                Assert.IsFalse(small.IsTruncated);
            }
        }

        private static async Coroutine SendClosedAsync(AsyncUdpClient client)
        {
            await Expect.ThrowsAsync(typeof(ObjectDisposedException), Datagram.SendAsync(client, "x", new IPEndPoint(IPAddress.Loopback, 9)));
        }

        private static async Coroutine GroupAsync()
        {
            IPAddress group = IPAddress.Parse("239.1.2.3");

            using (AsyncUdpClient one = new AsyncUdpClient(0, sharesPort: true))
            using (AsyncUdpClient two = new AsyncUdpClient(one.Port, sharesPort: true))
            using (AsyncUdpClient sender = new AsyncUdpClient())
            {
                one.JoinGroup(group);
                two.JoinGroup(group);
                sender.SetMulticast(1, true);
                await Datagram.SendAsync(sender, "both", new IPEndPoint(group, one.Port));
                Assert.AreEqual("both", await Datagram.ReceiveTextAsync(one));
                Assert.AreEqual("both", await Datagram.ReceiveTextAsync(two));
                Assert.AreEqual(sender.Port, one.Sender.Port);

                one.LeaveGroup(group);
                await Datagram.SendAsync(sender, "two", new IPEndPoint(group, one.Port));
                Assert.AreEqual("two", await Datagram.ReceiveTextAsync(two));
                Expect.Throws(typeof(SocketException), () => one.LeaveGroup(group));
            }
        }

        private static async Coroutine BroadcastAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient())
            {
                IPEndPoint all = new IPEndPoint(IPAddress.Broadcast, 9);

                try
                {
                    await Datagram.SendAsync(one, "all", all);
                    Assert.IsTrue(false, "it is not enabled");
                }
                catch (SocketException exception)
                {
                    Assert.AreEqual((int)SocketError.AccessDenied, exception.ErrorCode);
                }

                one.EnableBroadcast();
                Assert.AreEqual(3, await Datagram.SendAsync(one, "all", all));
            }
        }
    }
}
