using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>What a server does before a handshake. It needs sockets, and no TLS: no client gets that far.</summary>
    [TestClass]
    public class HelloTests
    {
        // For what hangs only.
        private const int Patience = 20000;

        private const string PeerClosed = "5";
        private const string NotTls = "4";
        private const string TimedOut = "6";

        // The header of a record with a message of 12 bytes, and that of the message: a hello of 8.
        private static readonly byte[] s_hello = { 22, 3, 1, 0, 12, 1, 0, 0, 8 };

        [TestMethod]
        public void Client_that_closes_is_reported()
        {
            Assert.AreEqual(PeerClosed, Answer(new byte[0], true));
        }

        [TestMethod]
        public void Client_that_closes_after_a_part_of_its_hello_is_reported_once_its_time_is_up()
        {
            Assert.AreEqual(TimedOut, Answer(s_hello, true, 100));
        }

        [TestMethod]
        public void Silent_client_is_reported_when_its_time_is_up()
        {
            Assert.AreEqual(TimedOut, Answer(new byte[0], false, 100));
        }

        [TestMethod]
        [DataRow(8)]
        [DataRow(9)]
        [DataRow(16)]
        public void Client_that_stops_in_its_hello_is_reported_when_its_time_is_up(int sent)
        {
            byte[] part = new byte[sent];
            Array.Copy(s_hello, part, sent < s_hello.Length ? sent : s_hello.Length);
            Assert.AreEqual(TimedOut, Answer(part, false, 100));
        }

        [TestMethod]
        public void Another_protocol_is_known_by_its_first_byte()
        {
            Assert.AreEqual(NotTls, Answer(new byte[] { 71 }));
        }

        [TestMethod]
        public void Another_version_is_known_by_the_second()
        {
            Assert.AreEqual(NotTls, Answer(new byte[] { 22, 2 }));
        }

        [TestMethod]
        public void Another_message_is_refused()
        {
            Assert.AreEqual(NotTls, Answer(new byte[] { 22, 3, 1, 0, 12, 11, 0, 0, 8 }));
        }

        [TestMethod]
        public void Hello_in_several_records_is_refused()
        {
            Assert.AreEqual(NotTls, Answer(new byte[] { 22, 3, 1, 0, 12, 1, 0, 0, 9 }));
        }

        [TestMethod]
        public void Hello_larger_than_a_device_takes_is_refused()
        {
            Assert.AreEqual(NotTls, Answer(new byte[] { 22, 3, 1, 16, 1, 1, 0, 0, 8 }));
        }

        [TestMethod]
        public void Loop_goes_on_while_clients_are_silent()
        {
            using (HelloTest test = new HelloTest(Patience, 4))
            {
                test.Loop.Run(TickAsync(test).WaitAsync(Patience));
            }

            static async Coroutine TickAsync(HelloTest test)
            {
                AsyncStream[] silent = new AsyncStream[4];

                for (int i = 0; i < silent.Length; i++)
                {
                    silent[i] = await test.OpenAsync();
                    await silent[i].WriteAsync(s_hello, 0, 2 * i);
                }

                await test.UntilAsync(4);

                for (int i = 0; i < 10; i++)
                {
                    await Coroutine.Delay(10);
                }

                Assert.AreEqual(4, test.Server.Connections);
                Assert.AreEqual("", test.Errors.Text);

                for (int i = 0; i < silent.Length; i++)
                {
                    silent[i].Dispose();
                }
            }
        }

        [TestMethod]
        public void Client_that_is_silent_longest_makes_room_for_another()
        {
            using (HelloTest test = new HelloTest(100 * Patience, 2, 0))
            {
                test.Loop.Run(ReplaceAsync(test).WaitAsync(Patience));
            }

            static async Coroutine ReplaceAsync(HelloTest test)
            {
                using (AsyncStream first = await test.OpenAsync())
                using (AsyncStream second = await test.OpenAsync())
                {
                    await test.UntilAsync(2);

                    using (AsyncStream third = await test.OpenAsync())
                    {
                        await third.WriteAsync("?");
                        test.Poller.Hurry(3500);
                        Assert.AreEqual(0, await first.ReadAsync(new byte[1], 0, 1));
                        await test.UntilErrorAsync(NotTls);
                        Assert.AreEqual(1, test.Server.Connections);
                    }
                }
            }
        }

        [TestMethod]
        public void Client_that_has_begun_its_hello_makes_room_before_one_that_has_said_nothing_for_longer()
        {
            using (HelloTest test = new HelloTest(100 * Patience, 2, 0))
            {
                test.Loop.Run(ReplaceAsync(test).WaitAsync(Patience));
            }

            static async Coroutine ReplaceAsync(HelloTest test)
            {
                using (AsyncStream silent = await test.OpenAsync())
                {
                    await test.UntilAsync(1);

                    using (AsyncStream begun = await test.OpenAsync())
                    {
                        await begun.WriteAsync(s_hello, 0, 5);
                        await test.UntilAsync(2);

                        using (AsyncStream third = await test.OpenAsync())
                        {
                            await third.WriteAsync("?");
                            test.Poller.Hurry(1600);
                            Assert.IsTrue(await HasEndedAsync(begun));
                            await test.UntilErrorAsync(NotTls);
                            Assert.AreEqual(1, test.Server.Connections);
                        }
                    }
                }
            }

            // A connection that is closed with bytes that nobody has read may be reset.
            static async Coroutine<bool> HasEndedAsync(AsyncStream stream)
            {
                try
                {
                    return await stream.ReadAsync(new byte[1], 0, 1) == 0;
                }
                catch (SocketException)
                {
                    return true;
                }
            }
        }

        [TestMethod]
        public void Half_a_hello_takes_no_place_also_when_its_client_has_closed()
        {
            using (HelloTest test = new HelloTest(100 * Patience, 1, 2))
            {
                test.Loop.Run(AskAsync(test).WaitAsync(Patience));
            }

            static async Coroutine AskAsync(HelloTest test)
            {
                using (AsyncStream half = await test.OpenAsync())
                {
                    await half.WriteAsync(s_hello, 0, s_hello.Length);
                    await test.UntilAsync(1);
                }

                using (AsyncStream next = await test.OpenAsync())
                {
                    await next.WriteAsync("?");
                    await test.UntilErrorAsync(NotTls);
                    Assert.IsFalse(test.Server.IsFull);
                }
            }
        }

        [TestMethod]
        public void Client_that_resets_in_its_hello_is_gone_at_once()
        {
            using (HelloTest test = new HelloTest(100 * Patience, 1))
            {
                test.Loop.Run(ResetAsync(test).WaitAsync(Patience));
            }

            static async Coroutine ResetAsync(HelloTest test)
            {
                for (int i = 0; i < 3; i++)
                {
                    using (Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                    {
#pragma warning disable UAN304 // The listener takes it in without the server's task.
                        client.Connect(new IPEndPoint(IPAddress.Loopback, test.Server.Port));
                        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, 0);
                        client.Send(s_hello);
#pragma warning restore UAN304
                        await test.UntilAsync(1);
                    }

                    await test.UntilAsync(0);
                }

                await test.UntilErrorAsync(PeerClosed + " " + PeerClosed + " " + PeerClosed);
            }
        }

        [TestMethod]
        public void Server_that_is_closed_leaves_no_client_without_an_answer()
        {
            using (HelloTest test = new HelloTest(100 * Patience, 2))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(Patience));
            }

            static async Coroutine CloseAsync(HelloTest test)
            {
                using (AsyncStream silent = await test.OpenAsync())
                {
                    await test.UntilAsync(1);
                    await test.Server.CloseAsync(cancelHandlers: true);
                    Assert.AreEqual(0, test.Server.Connections);
                    Assert.AreEqual(0, await silent.ReadAsync(new byte[1], 0, 1));
                }
            }
        }

        // The number of the TlsError that a client causes by what it sends.
        private static string Answer(byte[] sent, bool close = false, int helloTimeout = 100 * Patience)
        {
            using (HelloTest test = new HelloTest(helloTimeout, 2))
            {
                test.Loop.Run(SendAsync(test, sent, close).WaitAsync(Patience));
                return test.Errors.Text;
            }

            static async Coroutine SendAsync(HelloTest test, byte[] sent, bool close)
            {
                using (AsyncStream client = await test.OpenAsync())
                {
                    await client.WriteAsync(sent, 0, sent.Length);

                    if (close)
                    {
                        await test.UntilAsync(1);
                        client.Dispose();
                    }

                    while (test.Errors.Text.Length == 0)
                    {
                        await Coroutine.Delay(1);
                    }
                }

                await test.UntilAsync(0);
            }
        }
    }
}
