using System;
using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Discovery;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Discovery
{
    [TestClass]
    public class SntpTests
    {
        // 2024-01-01 00:00:00.500, and 2036-02-07 06:28:17, when the seconds have begun anew.
        private const string NewYear = "E93C7F00 80000000";
        private const string NextEra = "00000001 00000000";

        [Setup]
        public void Setup()
        {
            Network.Require();
        }

        [TestMethod]
        public void The_time_is_that_of_the_answer_and_of_half_of_its_way()
        {
            Near(new DateTime(2024, 1, 1, 0, 0, 0, 500), Ask("1C 01 00 00", NewYear));
        }

        // Of the way, which took long, half is in the answer; what the server says that it kept the question for is no way, where it can be.
        [TestMethod]
        [DataRow("E93C7F00 80000000", 0)]
        [DataRow("E93C7F00 4CCCCCCD", 200)]
        [DataRow("E93C7EF6 80000000", 0)]
        [DataRow("E93C7F0A 80000000", 0)]
        public void Half_of_the_way_is_counted_in_and_what_the_server_took_is_not(string received, int atServer)
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.Run(AskAsync());
            }

            async Coroutine AskAsync()
            {
                using (AsyncUdpClient server = new AsyncUdpClient(IPAddress.Loopback, 0))
                {
                    Coroutine serving = EventLoop.Current.CreateTask(ServeAsync(server));
                    int start = EventLoop.Current.Ticks;
                    DateTime time = await SntpClient.GetTimeAsync(IPAddress.Loopback, server.Port, 20000);
                    int way = EventLoop.Current.Ticks - start - atServer;
                    double late = (time - new DateTime(2024, 1, 1, 0, 0, 0, 500)).TotalMilliseconds;
                    Assert.IsTrue(late >= (300 - atServer) / 2 - 1 && late <= way / 2 + 1, late + " of " + way);
                    await serving;
                }
            }

            async Coroutine ServeAsync(AsyncUdpClient server)
            {
                await server.ReceiveAsync();
                byte[] packet = new byte[48];
                packet[0] = 0x24;
                packet[1] = 1;
                Array.Copy(server.Buffer, 40, packet, 24, 8);
                Array.Copy(Bytes.Of(received), 0, packet, 32, 8);
                Array.Copy(Bytes.Of(NewYear), 0, packet, 40, 8);
                await Coroutine.Delay(300);
                await server.SendAsync(packet, 0, packet.Length, server.Sender);
            }
        }

        [TestMethod]
        public void The_seconds_begin_anew_in_2036()
        {
            Near(new DateTime(2036, 2, 7, 6, 28, 17), Ask("24 0F 00 00", NextEra));
        }

        [TestMethod]
        public void What_is_no_answer_to_the_question_is_passed_over()
        {
            // A client's packet, one without our cookie, one that is cut off; then the answer.
            DateTime time = Ask("23 01 00 00|24 01 00 00-|24|24 01 00 00", NewYear);
            Near(new DateTime(2024, 1, 1, 0, 0, 0, 500), time);
        }

        [TestMethod]
        public void A_question_that_gets_lost_is_asked_again()
        {
            Near(new DateTime(2024, 1, 1, 0, 0, 0, 500), Ask("|;24 01 00 00", NewYear, 20));
        }

        [TestMethod]
        public void A_kiss_of_death_tells_its_reason()
        {
            Exception exception = Expect.Throws(typeof(InvalidOperationException), () => Ask("24 00 00 00", NewYear));
            Assert.AreEqual("RATE", exception.Message);
        }

        [TestMethod]
        public void A_server_that_does_not_know_the_time_is_not_believed()
        {
            Expect.Throws(typeof(InvalidOperationException), () => Ask("E4 01 00 00", NewYear));
            Expect.Throws(typeof(InvalidOperationException), () => Ask("24 10 00 00", NewYear));
            Expect.Throws(typeof(InvalidOperationException), () => Ask("24 01 00 00", "00000000 00000000"));
        }

        [TestMethod]
        public void Nobody_answers_and_the_time_is_up()
        {
            Expect.Throws(typeof(TimeoutException), () => Ask("|;|;|", NewYear, 1));
        }

        [TestMethod]
        public void Its_limit_can_be_a_time_span_and_what_is_out_of_range_is_refused()
        {
            using (SocketLoop test = new SocketLoop())
            using (AsyncUdpClient silent = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                test.RunFailing(typeof(TimeoutException), SntpClient.GetTimeAsync(IPAddress.Loopback, silent.Port, TimeSpan.FromMilliseconds(1)));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.GetTimeAsync(IPAddress.Loopback, silent.Port, -1));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.GetTimeAsync(IPAddress.Loopback, silent.Port, int.MaxValue));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.SetClockAsync("127.0.0.1", int.MaxValue));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.GetTimeAsync(IPAddress.Loopback, 65536));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.GetTimeAsync(IPAddress.Loopback, 0));
                test.RunFailing(typeof(ArgumentNullException), SntpClient.GetTimeAsync(null));
                test.RunFailing(typeof(ArgumentNullException), SntpClient.SetClockAsync(null));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.SetClockAsync("nobody.test", -1));
                test.RunFailing(typeof(ArgumentOutOfRangeException), SntpClient.SetClockAsync("127.0.0.1", TimeSpan.MaxValue));
            }
        }

        private static DateTime Ask(string answers, string time, int timeout = 20000)
        {
            using (SocketLoop test = new SocketLoop())
            {
                return (DateTime)test.Run(AskAsync(answers, time, timeout));
            }
        }

        private static async Coroutine<DateTime> AskAsync(string answers, string time, int timeout)
        {
            using (AsyncUdpClient server = new AsyncUdpClient(IPAddress.Loopback, 0))
            {
                Coroutine serving = EventLoop.Current.CreateTask(ServeAsync(server, answers.Split(';'), Bytes.Of(time)));

                try
                {
                    return await SntpClient.GetTimeAsync(IPAddress.Loopback, server.Port, timeout);
                }
                finally
                {
                    serving.Cancel();
                    await Coroutine.Yield();
                }
            }
        }

        // For each question its answers. One begins with the bytes given; a minus stands for a wrong cookie.
        private static async Coroutine ServeAsync(AsyncUdpClient server, string[] answers, byte[] time)
        {
            for (int question = 0; ; question++)
            {
                Assert.AreEqual(48, await server.ReceiveAsync());
                Assert.AreEqual(0x23, (int)server.Buffer[0]);
                string[] each = answers[question < answers.Length ? question : answers.Length - 1].Split('|');

                for (int i = 0; i < each.Length; i++)
                {
                    byte[] head = Bytes.Of(each[i]);

                    if (head.Length == 0)
                    {
                        continue;
                    }

                    byte[] packet = new byte[head.Length == 1 ? 47 : 48];
                    Array.Copy(head, packet, head.Length);
                    Array.Copy(Bytes.Of("52415445"), 0, packet, 12, 4);
                    Array.Copy(server.Buffer, 40, packet, 24, 8);
                    packet[24] ^= (byte)(each[i].IndexOf('-') >= 0 ? 1 : 0);
                    Array.Copy(time, 0, packet, 32, 8);
                    Array.Copy(time, 0, packet, 40, packet.Length - 40);
                    await server.SendAsync(packet, 0, packet.Length, server.Sender);
                }
            }
        }

        // The way takes as long as a busy computer wants, and half of it is in the answer.
        private static void Near(DateTime expected, DateTime actual)
        {
            double late = (actual - expected).TotalMilliseconds;
            Assert.IsTrue(late >= 0 && late < 60000, actual.ToString());
        }
    }
}
