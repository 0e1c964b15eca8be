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

        // As docs/streams.md does it. Each piece comes alone.
        [DataRow("noise\nab\n")]
        [DataRow("noi|se that goes on| and on\r\nab\n")]
        [DataRow("noise, noise and noise|\n|ab")]
        [TestMethod]
        public void Who_drops_a_line_that_is_too_long_reads_the_next_one(string pieces)
        {
            FakeTransport transport = new FakeTransport().Gives("ok\n").GivesSlowly(pieces.Split('|')).Ends();
            Assert.AreEqual("ok,dropped,ab,", FastTime.Run(() => ReadAsync(new AsyncStream(transport))));

            static async Coroutine<string> ReadAsync(AsyncStream stream)
            {
                string read = "";

                for (; ; )
                {
                    try
                    {
                        string line = await stream.ReadLineAsync(4);

                        if (line == null)
                        {
                            return read;
                        }

                        read += line + ",";
                    }
                    catch (LineTooLongException)
                    {
                        read += "dropped,";
                        int end;

                        while ((end = stream.Find((byte)'\n')) < 0)
                        {
                            stream.Consume(stream.Buffered);

                            if (await stream.FillAsync(4) == 0)
                            {
                                return read;
                            }
                        }

                        stream.Consume(end + 1);
                    }
                }
            }
        }
    }
}
