using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Transports that say to have moved what nobody has asked them for: they are found out before anything is changed.</summary>
    [TestClass]
    public class CountTests
    {
        [DataRow(4)]
        [DataRow(int.MaxValue)]
        [DataRow(-2)]
        [DataRow(int.MinValue)]
        [TestMethod]
        public void A_read_of_more_than_was_asked_for_is_refused(int read)
        {
            NetLoop.RunOne(ReadAsync(read));

            static async Coroutine ReadAsync(int read)
            {
                CountingTransport transport = new CountingTransport(read);
                AsyncStream stream = new AsyncStream(transport);
                byte[] buffer = new byte[3];
                await Expect.ThrowsAsync(typeof(InvalidOperationException), stream.ReadAsync(buffer, 0, 3));
                await Expect.ThrowsAsync(typeof(InvalidOperationException), stream.ReadExactlyAsync(buffer, 0, 3));
                await Expect.ThrowsAsync(typeof(InvalidOperationException), stream.FillAsync(3));
                Assert.AreEqual(0, stream.Buffered);
                transport.Count = 2;
                Assert.AreEqual(2, await stream.FillAsync(3));
            }
        }

        [DataRow(4)]
        [DataRow(int.MaxValue)]
        [DataRow(-1)]
        [DataRow(int.MinValue)]
        [TestMethod]
        public void A_write_of_more_than_there_was_is_refused(int taken)
        {
            NetLoop.RunOne(WriteAsync(taken));

            static async Coroutine WriteAsync(int taken)
            {
                CountingTransport transport = new CountingTransport(taken);
                AsyncStream stream = new AsyncStream(transport);
                await Expect.ThrowsAsync(typeof(InvalidOperationException), stream.WriteAsync(new byte[3], 0, 3));
                transport.Count = 1;
                Assert.AreEqual(3, await stream.WriteAsync(new byte[3], 0, 3));
            }
        }

        private sealed class CountingTransport : Transport
        {
            public CountingTransport(int count)
            {
                Count = count;
            }

            public int Count { get; set; }

            public override int Read(byte[] buffer, int offset, int count)
            {
                return Count;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                return Count;
            }

            public override void Close()
            {
            }
        }
    }
}
