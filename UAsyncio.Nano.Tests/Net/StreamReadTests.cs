using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>ReadAsync and ReadExactlyAsync.</summary>
    [TestClass]
    public class StreamReadTests
    {
        [TestMethod]
        public void Vector_readexactly()
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("123", "234", "5", "a", "b", "c", "d", "e").Ends();
            Assert.AreEqual("123 2345 abcde end0 end0", NetLoop.RunOne(MainAsync(new AsyncStream(transport))));

            static async Coroutine<string> MainAsync(AsyncStream stream)
            {
                Log log = new Log();
                log.Add(await Read.ExactlyAsync(stream, 3));
                log.Add(await Read.ExactlyAsync(stream, 4));
                log.Add(await Read.ExactlyAsync(stream, 5));
                log.Add(await Read.ExactlyAsync(stream, 1));
                log.Add(await Read.ExactlyAsync(stream, 7));
                return log.Text;
            }
        }

        [TestMethod]
        public void A_read_gives_what_is_there_and_at_least_one_byte()
        {
            FakeTransport transport = new FakeTransport().Gives("abcde").HasNothing().HasNothing().Gives("f").Ends();
            Assert.AreEqual("abc de f end end end", NetLoop.RunOne(ReadsAsync(new AsyncStream(transport), 3, 6)));
        }

        [TestMethod]
        public void A_read_goes_to_its_part_of_the_buffer_only()
        {
            FakeTransport transport = new FakeTransport().Gives("abcdef");
            Assert.AreEqual("2:--ab-- cd", NetLoop.RunOne(MainAsync(new AsyncStream(transport))));

            static async Coroutine<string> MainAsync(AsyncStream stream)
            {
                byte[] buffer = { 45, 45, 45, 45, 45, 45 };
                int read = await stream.ReadAsync(buffer, 2, 2);
                string text = read + ":" + System.Text.Encoding.UTF8.GetString(buffer, 0, 6);
                return text + " " + await Read.SomeAsync(stream, 2);
            }
        }

        [TestMethod]
        public void A_read_of_no_bytes_gives_0_and_asks_nobody()
        {
            FakeTransport transport = new FakeTransport();
            Assert.AreEqual(0, NetLoop.RunOne(MainAsync(new AsyncStream(transport))));
            Assert.AreEqual(0, transport.Reads);

            static async Coroutine<int> MainAsync(AsyncStream stream)
            {
                await stream.ReadExactlyAsync(new byte[0], 0, 0);
                return await stream.ReadAsync(new byte[1], 1, 0);
            }
        }

        [TestMethod]
        public void Exactly_tells_how_many_bytes_came_before_the_end()
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("ab", "c").Ends();
            Assert.AreEqual("end3", NetLoop.RunOne(Read.ExactlyAsync(new AsyncStream(transport), 5)));
        }

        [TestMethod]
        public void What_a_line_left_over_is_read_first()
        {
            FakeTransport transport = new FakeTransport().Gives("line\nabcdef", "gh").Ends();
            Assert.AreEqual("line ab cde f gh end", NetLoop.RunOne(MainAsync(new AsyncStream(transport))));

            static async Coroutine<string> MainAsync(AsyncStream stream)
            {
                Log log = new Log();
                log.Add(await stream.ReadLineAsync(10));
                log.Add(await Read.SomeAsync(stream, 2));
                log.Add(await Read.ExactlyAsync(stream, 3));
                log.Add(await Read.SomeAsync(stream, 5));
                log.Add(await Read.SomeAsync(stream, 5));
                log.Add(await Read.SomeAsync(stream, 5));
                return log.Text;
            }
        }

        [TestMethod]
        public void An_error_arrives_once_and_what_came_before_and_after_it_is_read()
        {
            FakeTransport transport = new FakeTransport().Gives("ab").Fails(new ArgumentException("reset")).HasNothing().Gives("cd").Ends();
            Assert.AreEqual("ab reset cd end", NetLoop.RunOne(CatchingReadsAsync(new AsyncStream(transport), 4)));
        }

        [TestMethod]
        public void An_error_that_comes_while_waiting_arrives_once()
        {
            FakeTransport transport = new FakeTransport().HasNothing().Fails(new ArgumentException("reset")).HasNothing().Gives("cd").Ends();
            Assert.AreEqual("reset cd end", NetLoop.RunOne(CatchingReadsAsync(new AsyncStream(transport), 3)));
        }

        [DataRow(-1, 1)]
        [DataRow(0, -1)]
        [DataRow(0, 5)]
        [DataRow(5, 0)]
        [DataRow(3, 2)]
        [DataRow(int.MaxValue, int.MaxValue)]
        public void A_part_outside_the_buffer_is_refused(int offset, int count)
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(new FakeTransport());
                byte[] buffer = new byte[4];
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.ReadAsync(buffer, offset, count));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.WriteAsync(buffer, offset, count));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => stream.ReadExactlyAsync(buffer, offset, count));
            }
        }

        [TestMethod]
        public void Null_is_refused()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(new FakeTransport());
                Expect.Throws(typeof(ArgumentNullException), () => stream.ReadAsync(null, 0, 0));
                Expect.Throws(typeof(ArgumentNullException), () => stream.WriteAsync(null, 0, 0));
                Expect.Throws(typeof(ArgumentNullException), () => stream.WriteAsync(null));
                Expect.Throws(typeof(ArgumentNullException), () => new AsyncStream(null));
                Expect.Throws(typeof(ArgumentNullException), () => stream.ReadExactlyAsync(null, 0, 0));
            }
        }

        private static async Coroutine<string> ReadsAsync(AsyncStream stream, int count, int times)
        {
            Log log = new Log();

            for (int i = 0; i < times; i++)
            {
                log.Add(await Read.SomeAsync(stream, count));
            }

            return log.Text;
        }

        private static async Coroutine<string> CatchingReadsAsync(AsyncStream stream, int times)
        {
            Log log = new Log();

            for (int i = 0; i < times; i++)
            {
                try
                {
                    log.Add(await Read.SomeAsync(stream, 10));
                }
                catch (ArgumentException exception)
                {
                    log.Add(exception.Message);
                }
            }

            return log.Text;
        }
    }
}
