using System;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>A loop that is to sleep long while a connection is opened.</summary>
    [TestClass]
    public class WakingTests
    {
        // Nobody needs so long to be refused.
        private const int LongSleep = 60000;

        [TestMethod]
        public void What_comes_of_a_connection_wakes_the_loop()
        {
            Network.Require();
            EventLoop loop = new EventLoop(poller: new Sleeper());
            long start = Environment.TickCount64;
            Expect.Throws(typeof(SocketException), () => loop.Run(Tcp.OpenConnectionAsync("127.0.0.1", Network.ClosedPort())));
            Assert.IsTrue(Environment.TickCount64 - start < LongSleep);
            loop.Close();
        }

        // Its sleeps end when it is woken, or not for long.
        private sealed class Sleeper : DevicePoller
        {
            public Sleeper()
            {
                Window = 0;
            }

            protected override void Sleep(int milliseconds)
            {
                base.Sleep(LongSleep);
            }
        }
    }
}
