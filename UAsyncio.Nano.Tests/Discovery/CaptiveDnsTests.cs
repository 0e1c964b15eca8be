using System;
using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Discovery;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Discovery
{
    [TestClass]
    public class CaptiveDnsTests
    {
        private const string Address = "C0A80401";

        // www.example.com
        private const string Name = "03 777777 07 6578616D706C65 03 636F6D 00";

        [Setup]
        public void Setup()
        {
            Network.Require();
        }

        [TestMethod]
        public void An_address_is_asked_for_and_told()
        {
            Expect("1234 0100 0001 0000 0000 0000" + Name + "0001 0001", "1234 8500 0001 0001 0000 0000" + Name + "0001 0001 C00C 0001 0001 0000000A 0004" + Address);
        }

        [TestMethod]
        public void Any_record_is_the_address()
        {
            Expect("0001 0000 0001 0000 0000 0000" + Name + "00FF 00FF", "0001 8400 0001 0001 0000 0000" + Name + "00FF 00FF C00C 0001 0001 0000000A 0004" + Address);
        }

        [TestMethod]
        public void Of_other_records_there_are_none()
        {
            Expect("1234 0100 0001 0000 0000 0000" + Name + "001C 0001", "1234 8500 0001 0000 0000 0000" + Name + "001C 0001");

            // Nor are there addresses of another kind of network.
            Expect("1234 0100 0001 0000 0000 0000" + Name + "0001 0003", "1234 8500 0001 0000 0000 0000" + Name + "0001 0003");
        }

        [TestMethod]
        public void What_is_behind_the_question_is_left_out()
        {
            // EDNS: a record of the root, type 41.
            Expect(
                "1234 0120 0001 0000 0000 0001" + Name + "0001 0001 00 0029 1000 00000000 0000",
                "1234 8500 0001 0001 0000 0000" + Name + "0001 0001 C00C 0001 0001 0000000A 0004" + Address);
        }

        [TestMethod]
        public void Questions_of_another_kind_are_not_known()
        {
            Expect("1234 1000 0001 0000 0000 0000" + Name + "0001 0001", "1234 9404 0000 0000 0000 0000");
        }

        [TestMethod]
        public void Two_questions_or_none_are_an_error()
        {
            Expect("1234 0000 0002 0000 0000 0000" + Name + "0001 0001" + Name + "0001 0001", "1234 8401 0000 0000 0000 0000");
            Expect("1234 0000 0000 0000 0000 0000", "1234 8401 0000 0000 0000 0000");
        }

        [TestMethod]
        public void A_broken_question_is_an_error()
        {
            // Cut off in the name, behind it, with a label that is none, with a name that does not end.
            Expect("1234 0000 0001 0000 0000 0000 03 7777", "1234 8401 0000 0000 0000 0000");
            Expect("1234 0000 0001 0000 0000 0000" + Name + "0001 00", "1234 8401 0000 0000 0000 0000");
            Expect("1234 0000 0001 0000 0000 0000 80 7777 00 0001 0001", "1234 8401 0000 0000 0000 0000");
            Expect("1234 0000 0001 0000 0000 0000" + Repeat("3F" + Repeat("61", 63), 4) + "00 0001 0001", "1234 8401 0000 0000 0000 0000");
            Expect("1234 0000 0001 0000 0000 0000 03 777777 C0", "1234 8401 0000 0000 0000 0000");
        }

        [TestMethod]
        public void A_pointer_to_itself_is_a_name_like_any_other()
        {
            Expect("1234 0000 0001 0000 0000 0000 C00C 0001 0001", "1234 8400 0001 0001 0000 0000 C00C 0001 0001 C00C 0001 0001 0000000A 0004" + Address);
        }

        [TestMethod]
        public void The_longest_name_is_answered()
        {
            string name = Repeat("3F" + Repeat("61", 63), 3) + "3D" + Repeat("61", 61) + "00";
            Expect("1234 0000 0001 0000 0000 0000" + name + "0001 0001", "1234 8400 0001 0001 0000 0000" + name + "0001 0001 C00C 0001 0001 0000000A 0004" + Address);
        }

        [TestMethod]
        public void Answers_and_crumbs_are_not_answered()
        {
            Expect("1234 8000 0001 0000 0000 0000" + Name + "0001 0001", null);
            Expect("1234 0000 0001 0000 0000 00", null);
        }

        [TestMethod]
        public void The_longest_query_is_answered_and_a_longer_one_is_not()
        {
            string start = "1234 0000 0001 0000 0000 0001" + Name + "0001 0001";
            int length = Bytes.Of(start).Length;
            Expect(start + Repeat("00", 512 - length), "1234 8400 0001 0001 0000 0000" + Name + "0001 0001 C00C 0001 0001 0000000A 0004" + Address);
            Expect(start + Repeat("00", 513 - length), null);
        }

        [TestMethod]
        public void Only_an_address_of_IPv4_is_taken()
        {
            Tests.Expect.Throws(typeof(ArgumentException), () => new CaptiveDnsServer(IPAddress.IPv6Loopback, 0));
        }

        // What a query is answered by; null for nothing: then the next one is answered.
        private static void Expect(string query, string answer)
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.Run(AskAsync(Bytes.Of(query), answer));
            }
        }

        private static async Coroutine AskAsync(byte[] query, string answer)
        {
            using (CaptiveDnsServer server = new CaptiveDnsServer(IPAddress.Parse("192.168.4.1"), 0))
            using (AsyncUdpClient client = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                Coroutine serving = EventLoop.Current.CreateTask(server.RunAsync());
                IPEndPoint to = new IPEndPoint(IPAddress.Loopback, server.Port);
                await client.SendAsync(query, 0, query.Length, to);

                if (answer == null)
                {
                    answer = "5678 8401 0000 0000 0000 0000";
                    byte[] next = Bytes.Of("5678 0000 0000 0000 0000 0000");
                    await client.SendAsync(next, 0, next.Length, to);
                }

                int length = await client.ReceiveAsync();
                byte[] expected = Bytes.Of(answer);
                Assert.AreEqual(Bytes.ToText(expected, expected.Length), Bytes.ToText(client.Buffer, length));
                serving.Cancel();
                await Tests.Expect.ThrowsAsync(typeof(CanceledException), serving);
            }
        }

        private static string Repeat(string text, int count)
        {
            string all = string.Empty;

            for (int i = 0; i < count; i++)
            {
                all += text;
            }

            return all;
        }
    }
}
