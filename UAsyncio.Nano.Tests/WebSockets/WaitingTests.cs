using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>Peers that are waited for.</summary>
    [TestClass]
    public class WaitingTests
    {
        [TestMethod]
        public void Of_a_peer_that_goes_without_a_close_nothing_comes_again_and_again()
        {
            string told = string.Empty;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(GoAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("0 0 1006", told);
            }

            async Coroutine GoAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                }

                while (told.Length == 0)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                byte[] buffer = new byte[10];
                int first = await socket.ReceiveAsync(buffer, 0, buffer.Length);
                int second = await socket.ReceiveAsync(buffer, 0, buffer.Length);
                told = first + " " + second + " " + socket.CloseCode;
            }
        }

        // It is waited for in the middle of a message too.
        [TestMethod]
        public void No_message_goes_out_behind_the_answer_to_a_close()
        {
            WebSocket open = null;
            int large = Unread.MoreThanFits;
            int head = large < 65536 ? 4 : 10;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(CloseAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                open = socket;
                Coroutine sending = EventLoop.Running.CreateTask(SendAsync(socket));

                while (!socket.IsClosed)
                {
                    await socket.ReceiveTextAsync(10);
                }

                await sending;
            }

            // The close comes while the first one is on its way: only behind it can that be answered.
            async Coroutine SendAsync(WebSocket socket)
            {
                await socket.SendAsync(new byte[large], 0, large);
                await Expect.ThrowsAsync(typeof(ObjectDisposedException), socket.SendAsync("late"));
            }

            async Coroutine CloseAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);

                    while (open == null || !open.IsClosed)
                    {
                        await Coroutine.Delay(5);
                    }

                    byte[] rest = new byte[head + large + 4];
                    await stream.ReadExactlyAsync(rest, 0, rest.Length);
                    Assert.AreEqual(0, await stream.ReadAsync(rest, 0, 1));
                    Assert.AreEqual(0x88, (int)rest[head + large]);
                    Assert.AreEqual(2, (int)rest[head + large + 1]);
                }
            }
        }

        [TestMethod]
        public void Message_that_is_given_up_in_its_middle_ends_the_connection_and_the_next_one_says_so()
        {
            string thrown = null;
            int large = Unread.MoreThanFits;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(WaitAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("ObjectDisposedException", thrown);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                await Expect.ThrowsAsync(typeof(TimeoutException), socket.SendAsync(new byte[large], 0, large).WaitAsync(20));

                try
                {
                    await socket.SendAsync("next").WaitAsync(HttpTest.Patience / 10);
                }
#pragma warning disable UAN307 // Whatever comes is looked at.
                catch (Exception exception)
#pragma warning restore UAN307
                {
                    thrown = exception.GetType().Name;
                }
            }

            async Coroutine WaitAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    while (thrown == null)
                    {
                        await Coroutine.Delay(5);
                    }
                }
            }
        }

        [TestMethod]
        public void Nothing_is_lost_by_a_cancellation()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    string all = string.Empty;

                    for (int i = 0; i < 20; i++)
                    {
                        await socket.SendAsync(((char)('a' + i)).ToString());

                        try
                        {
                            all += One(await socket.ReceiveTextAsync(10).WaitAsync(0));
                        }
                        catch (TimeoutException)
                        {
                        }
                    }

                    while (all.Length < 20)
                    {
                        all += One(await socket.ReceiveTextAsync(10));
                    }

                    Assert.AreEqual("abcdefghijklmnopqrst", all);
                }
            }

            // Nor is anything made up.
            static string One(string text)
            {
                Assert.AreEqual(1, text.Length);
                return text;
            }
        }

        [TestMethod]
        [DataRow(40)]
        [DataRow(3)]
        public void Text_of_which_a_part_had_come_when_its_receiver_gave_up_is_whole_for_the_next(int pieces)
        {
            const string Message = "a text of more than one frame, and a little";

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, SendAsync)))
            {
                test.Loop.Run(ReadAsync(test).WaitAsync(HttpTest.Patience));
            }

            async Coroutine SendAsync(WebSocket socket)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(Message);
                int length = bytes.Length / pieces;

                for (int start = 0; start < bytes.Length; start += length)
                {
                    int count = bytes.Length - start < length ? bytes.Length - start : length;
                    await socket.SendAsync(bytes, start, count, true, start + count == bytes.Length);

                    for (int turn = 0; turn < 6; turn++)
                    {
                        await Coroutine.Yield();
                    }
                }

                await socket.SendAsync("the next");
                await socket.ReceiveTextAsync(10);
            }

            static async Coroutine ReadAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    string text = null;
                    int givenUp = 0;

                    while (text == null)
                    {
                        try
                        {
                            text = await socket.ReceiveTextAsync(50).WaitAsync(0);
                        }
                        catch (TimeoutException)
                        {
                            givenUp++;
                            await Coroutine.Yield();
                        }
                    }

                    Assert.AreEqual(Message, text);
                    Assert.IsTrue(givenUp > 0);
                    Assert.AreEqual("the next", await socket.ReceiveTextAsync(50));
                }
            }
        }

        // What the peer does not take yet stays in the buffer, and the one who sends waits.
        [TestMethod]
        public void Messages_to_a_peer_that_reads_late_come_whole_and_in_order()
        {
            const int Messages = 200;
            int sent = 0;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, SendAsync)))
            {
                test.Loop.Run(ReadAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine ReadAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    // Until it is all sent, or nothing more goes.
                    for (int before = -1, turns = 0; turns < 100 && sent < Messages; turns = sent == before ? turns + 1 : 0)
                    {
                        before = sent;
                        await Coroutine.Yield();
                    }

                    string[] frames = (await Frames.ReadAsync(stream, true)).Split('|');
                    Assert.AreEqual(Messages + 1, frames.Length);

                    for (int i = 0; i < Messages; i++)
                    {
                        Assert.AreEqual("81" + Text(i), frames[i]);
                    }

                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);
                }
            }

            async Coroutine SendAsync(WebSocket socket)
            {
                for (; sent < Messages; sent++)
                {
                    await socket.SendAsync(Text(sent));
                }
            }

            static string Text(int number)
            {
                return number + new string('.', 100);
            }
        }
    }
}
