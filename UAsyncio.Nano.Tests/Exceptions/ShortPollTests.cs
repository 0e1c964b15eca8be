using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>Where memory stays too short for the poller.</summary>
    [TestClass]
    public class ShortPollTests
    {
        [TestMethod]
        public void Memory_that_stays_too_short_ends_each_run()
        {
            EventLoop loop = new EventLoop(16, 16, new ShortPoller());

            try
            {
                Expect.Throws(typeof(OutOfMemoryException), () => loop.RunForever());
                Expect.Throws(typeof(OutOfMemoryException), () => loop.RunForever());
            }
            finally
            {
                loop.Close();
            }
        }

        private sealed class ShortPoller : IPoller
        {
            private int _polls;

            public int Ticks => 0;

            public bool HasWaiters => false;

            public void Poll(int milliseconds)
            {
                Assert.IsTrue(++_polls < 10000, "it is tried for ever");
                throw new OutOfMemoryException();
            }

            public void Add(IoOperation operation)
            {
            }

            public void Remove(IoOperation operation)
            {
            }

            public void Wake()
            {
            }

            public void Close()
            {
            }
        }
    }
}
