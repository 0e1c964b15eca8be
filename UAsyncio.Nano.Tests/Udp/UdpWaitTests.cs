using System;
using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Udp
{
    /// <summary>Who waits for a datagram: its time is up, it is cancelled, the client is closed, another one waits.</summary>
    [TestClass]
    public class UdpWaitTests
    {
        [Setup]
        public void Setup()
        {
            Network.Require();
        }

        [TestMethod]
        public void A_receive_whose_time_is_up_loses_nothing()
        {
            Datagram.Run(TimeOutAsync());
        }

        [TestMethod]
        public void A_datagram_for_a_coroutine_that_is_cancelled_before_its_turn_is_for_the_next()
        {
            Datagram.Run(CancelledAsync());
        }

        [TestMethod]
        public void One_that_was_waited_for_when_its_loop_closed_can_be_closed()
        {
            AsyncUdpClient client = new AsyncUdpClient(IPAddress.Loopback, 0);

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.CreateTask(Datagram.ReceiveTextAsync(client));
                test.Loop.Run(Work.SleepAsync(1));
            }

            client.Dispose();
            Assert.IsTrue(client.IsClosed);
        }

        [TestMethod]
        public void A_port_that_nobody_listens_at_does_no_harm_to_what_comes_next()
        {
            Datagram.Run(UnreachableAsync());
        }

        [TestMethod]
        public void Closing_ends_the_wait()
        {
            Datagram.Run(ClosingAsync());
        }

        [TestMethod]
        public void Only_one_coroutine_receives()
        {
            Datagram.Run(TwoReadersAsync());
        }

        [TestMethod]
        public void Only_one_coroutine_sends()
        {
            Datagram.Run(TwoWritersAsync());
        }

        private static async Coroutine UnreachableAsync()
        {
            AsyncUdpClient gone = new AsyncUdpClient(IPAddress.Loopback, 0);
            IPEndPoint nobody = new IPEndPoint(IPAddress.Loopback, gone.Port);
            gone.Dispose();

            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                await Datagram.SendAsync(one, "lost", nobody);
                await Expect.ThrowsAsync(typeof(TimeoutException), one.ReceiveAsync().WaitAsync(5));
                await Datagram.SendAsync(one, "lost", nobody);
                await Datagram.SendAsync(one, "found", new IPEndPoint(IPAddress.Loopback, one.Port));
                Assert.AreEqual("found", await Datagram.ReceiveTextAsync(one));
            }
        }

        private static async Coroutine TimeOutAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                await Expect.ThrowsAsync(typeof(TimeoutException), one.ReceiveAsync().WaitAsync(5));

                await Datagram.SendAsync(one, "late", new IPEndPoint(IPAddress.Loopback, one.Port));
                Assert.AreEqual("late", await Datagram.ReceiveTextAsync(one));
            }
        }

        private static async Coroutine CancelledAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                Coroutine waits = EventLoop.Current.CreateTask(Datagram.ReceiveTextAsync(one));
                await Coroutine.Yield();

                // In a pass the poller delivers before the turns: whoever is woken by it is behind this one.
                Coroutine cancels = EventLoop.Current.CreateTask(CancelWhenWokenAsync(one, waits));
                await cancels;
                Assert.IsTrue(waits.IsCanceled);
                Assert.AreEqual("kept", await Datagram.ReceiveTextAsync(one));

                // It is not for those behind that one, too.
                await Datagram.SendAsync(one, "next", new IPEndPoint(IPAddress.Loopback, one.Port));
                Assert.AreEqual("next", await Datagram.ReceiveTextAsync(one));
            }
        }

        private static async Coroutine CancelWhenWokenAsync(AsyncUdpClient one, Coroutine waits)
        {
            await Datagram.SendAsync(one, "kept", new IPEndPoint(IPAddress.Loopback, one.Port));

            while (one.Length == 0)
            {
                await Coroutine.Yield();
            }

            waits.Cancel();
        }

        private static async Coroutine ClosingAsync()
        {
            AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0);
            Coroutine waits = EventLoop.Current.CreateTask(Datagram.ReceiveTextAsync(one));
            await Coroutine.Yield();
            one.Dispose();

            await Expect.ThrowsAsync(typeof(ObjectDisposedException), waits);
        }

        private static async Coroutine TwoReadersAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                Coroutine first = EventLoop.Current.CreateTask(Datagram.ReceiveTextAsync(one));
                await Coroutine.Yield();

                await Expect.ThrowsAsync(typeof(InvalidOperationException), one.ReceiveAsync());

                await Datagram.SendAsync(one, "mine", new IPEndPoint(IPAddress.Loopback, one.Port));
                await first;
                Assert.AreEqual("mine", (string)first.Result);
            }
        }

        private static async Coroutine TwoWritersAsync()
        {
            using (AsyncUdpClient one = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                IPEndPoint self = new IPEndPoint(IPAddress.Loopback, one.Port);
                bool isSending = true;
                Coroutine first = EventLoop.Current.CreateTask(SendAllAsync());
                await Coroutine.Yield();

                // It has sent so much at once that it waits for a turn, in the middle of a send.
                Assert.IsTrue(isSending);
                Expect.Throws(typeof(InvalidOperationException), () => one.SendAsync(new byte[1], 0, 1, self));
                await first;

                async Coroutine SendAllAsync()
                {
                    for (int i = 0; i < 200; i++)
                    {
                        Assert.AreEqual(1, await one.SendAsync(new byte[1], 0, 1, self));
                    }

                    isSending = false;
                }
            }
        }
    }
}
