using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What a line may be as long as.</summary>
    [TestClass]
    public class LineTests
    {
        [TestMethod]
        public void Negative_length_is_refused_and_nothing_is_read()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Run(ReadAsync());
            }

            static async Coroutine ReadAsync()
            {
                AsyncStream stream = new AsyncStream(new FakeTransport().Gives("\n", "ab\n").Ends());
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), stream.ReadLineAsync(-1));
                Assert.AreEqual("", await stream.ReadLineAsync(0));
                await Expect.ThrowsAsync(typeof(LineTooLongException), stream.ReadLineAsync(0));
            }
        }
    }
}
