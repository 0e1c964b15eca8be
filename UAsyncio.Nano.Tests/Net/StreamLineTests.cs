using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>ReadLineAsync.</summary>
    [TestClass]
    public class StreamLineTests
    {
        [TestMethod]
        public void Vector_readline()
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("line1\n", "parts ", "of ", "line2\n", "unterminated").Ends();
            Assert.AreEqual("'line1' 'parts of line2' 'unterminated' end", Lines(transport, 100));
        }

        [TestMethod]
        public void Lines_end_with_n_or_rn_also_when_that_comes_in_two_parts()
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("a\r\nb\n\r\n\nc\r", "\nd\re\r", "f\r\n").Ends();
            Assert.AreEqual("'a' 'b' '' '' 'c' 'd\re\rf' end", Lines(transport, 100));
        }

        [TestMethod]
        public void Many_lines_in_one_chunk_come_one_by_one()
        {
            FakeTransport transport = new FakeTransport().Gives("1\n2\n3\n4\n5\n6\n7\n8\n").Ends();
            Assert.AreEqual("'1' '2' '3' '4' '5' '6' '7' '8' end", Lines(transport, 2));
        }

        [TestMethod]
        public void An_empty_stream_has_no_line()
        {
            Assert.AreEqual("end", Lines(new FakeTransport().Ends(), 10));
        }

        [DataRow("abcde\n")]
        [DataRow("abcde\r\n")]
        [DataRow("abcde")]
        public void A_line_of_exactly_the_greatest_length_is_read(string text)
        {
            Assert.AreEqual("'abcde' end", Lines(new FakeTransport().Gives(text).Ends(), 5));

            // And byte by byte.
            FakeTransport slow = new FakeTransport();

            for (int i = 0; i < text.Length; i++)
            {
                slow.GivesSlowly(text.Substring(i, 1));
            }

            Assert.AreEqual("'abcde' end", Lines(slow.Ends(), 5));
        }

        [DataRow("abcdef\n")]
        [DataRow("abcdef\r\n")]
        [DataRow("abcdef")]
        [DataRow("abcdefghijklmnopqrstuvwxyz")]
        public void A_longer_line_is_refused_and_its_start_stays_unread(string text)
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(new FakeTransport().Gives(text).Ends());
                test.RunFailing(typeof(LineTooLongException), stream.ReadLineAsync(5));
                Assert.AreEqual("abcdef", (string)test.Run(Read.ExactlyAsync(stream, 6)));
            }
        }

        [TestMethod]
        public void A_line_of_unknown_length_is_refused_without_reading_much_more_than_is_allowed()
        {
            FakeTransport transport = new FakeTransport();

            for (int i = 0; i < 100; i++)
            {
                transport.GivesSlowly("0123456789");
            }

            using (NetLoop test = new NetLoop())
            {
                test.RunFailing(typeof(LineTooLongException), new AsyncStream(transport).ReadLineAsync(200));
                Assert.IsTrue(transport.Reads < 50, transport.Reads.ToString());
            }
        }

        [TestMethod]
        public void After_a_longer_limit_a_shorter_one_holds_too()
        {
            using (NetLoop test = new NetLoop())
            {
                string line = "0123456789";
                FakeTransport transport = new FakeTransport();

                for (int i = 0; i < 30; i++)
                {
                    transport.GivesSlowly(line);
                }

                AsyncStream stream = new AsyncStream(transport.Gives("\nshort\nmuch longer\n").Ends());
                Assert.AreEqual(300, ((string)test.Run(stream.ReadLineAsync(1000))).Length);
                Assert.AreEqual("short", (string)test.Run(stream.ReadLineAsync(5)));
                test.RunFailing(typeof(LineTooLongException), stream.ReadLineAsync(5));
                Assert.AreEqual("much longer", (string)test.Run(stream.ReadLineAsync(11)));
            }
        }

        [TestMethod]
        public void Long_lines_make_the_buffer_grow_and_lose_nothing()
        {
            string line = "";

            for (int i = 0; i < 200; i++)
            {
                line += (char)('a' + i % 26) + (i % 10).ToString();
            }

            FakeTransport transport = new FakeTransport();

            for (int i = 0; i < 3; i++)
            {
                transport.GivesSlowly(line.Substring(0, 77), line.Substring(77, 200), line.Substring(277) + "\n");
            }

            Assert.AreEqual("'" + line + "' '" + line + "' '" + line + "' end", Lines(transport.Ends(), 400));
        }

        [TestMethod]
        public void A_character_that_comes_in_two_parts_is_whole()
        {
            using (NetLoop test = new NetLoop())
            {
                // What a chunk of text cannot do: half a character.
                FakeTransport transport = new FakeTransport().Gives("gr\u00fc\u00df \u20ac\n").Ends();
                AsyncStream stream = new AsyncStream(new OneByteTransport(transport));
                Assert.AreEqual("gr\u00fc\u00df \u20ac", (string)test.Run(stream.ReadLineAsync(20)));
            }
        }

        [TestMethod]
        public void A_limit_of_0_allows_empty_lines_only()
        {
            using (NetLoop test = new NetLoop())
            {
                AsyncStream stream = new AsyncStream(new FakeTransport().Gives("\r\n\nx\n").Ends());
                Assert.AreEqual("", (string)test.Run(stream.ReadLineAsync(0)));
                Assert.AreEqual("", (string)test.Run(stream.ReadLineAsync(0)));
                test.RunFailing(typeof(LineTooLongException), stream.ReadLineAsync(0));
            }
        }

        [DataRow(int.MaxValue)]
        [DataRow(int.MaxValue - 1)]
        [DataRow(int.MaxValue - 2)]
        public void The_greatest_limits_are_none(int maxLength)
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("line1\n", "parts ", "of ", "line2\n", "unterminated").Ends();
            Assert.AreEqual("'line1' 'parts of line2' 'unterminated' end", Lines(transport, maxLength));
        }

        private static string Lines(FakeTransport transport, int maxLength)
        {
            Log log = new Log();
            NetLoop.RunOne(Read.LinesAsync(new AsyncStream(transport), maxLength, log));
            return log.Text;
        }
    }
}
