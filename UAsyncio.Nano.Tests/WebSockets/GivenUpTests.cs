using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>What is received and sent after somebody who was to receive or to send has given up.</summary>
    [TestClass]
    public class GivenUpTests
    {
        [TestMethod]
        public void Receiver_that_gave_up_before_anything_came_leaves_no_message_behind()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    for (int i = 0; i < 2; i++)
                    {
                        await Expect.ThrowsAsync(typeof(TimeoutException), socket.ReceiveTextAsync(10).WaitAsync(0));
                        await socket.SendAsync("next");
                        Assert.AreEqual("next", await socket.ReceiveTextAsync(10));
                    }

                    await Expect.ThrowsAsync(typeof(TimeoutException), socket.ReceiveTextAsync(10).WaitAsync(0));
                    await socket.SendAsync("last");
                    Assert.AreEqual(4, await socket.ReceiveAsync(new byte[10], 0, 10));
                }
            }
        }

        [TestMethod]
        public void Text_of_one_frame_that_comes_byte_by_byte_is_whole_though_its_receiver_gives_up()
        {
            string text = null;
            int givenUp = 0;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(SendAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual("a text of one frame", text);
                Assert.IsTrue(givenUp > 0);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
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
            }

            static async Coroutine SendAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    byte[] frame = Frames.ToBytes("81a text of one frame", true);

                    for (int i = 0; i < frame.Length; i++)
                    {
                        await stream.WriteAsync(frame, i, 1);

                        for (int turn = 0; turn < 6; turn++)
                        {
                            await Coroutine.Yield();
                        }
                    }

                    await Frames.ReadAsync(stream, true);
                }
            }
        }

        // At each turn once, so also at the one between its coming and its being taken.
        [TestMethod]
        public void Message_that_came_for_a_receiver_that_gave_up_ends_where_it_did()
        {
            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, MessageTests.EchoAsync)))
            {
                test.Loop.Run(TalkAsync(test).WaitAsync(HttpTest.Patience));
            }

            static async Coroutine TalkAsync(HttpTest test)
            {
                using (WebSocket socket = await MessageTests.ConnectAsync(test))
                {
                    byte[] buffer = new byte[1];
                    int givenUp = 0;

                    for (int turns = 0; turns < 20; turns++)
                    {
                        await socket.SendAsync("abc");
                        Coroutine<string> receiving = EventLoop.Running.CreateTask(socket.ReceiveTextAsync(3));

                        for (int i = 0; i < turns; i++)
                        {
                            await Coroutine.Yield();
                        }

                        if (!receiving.Cancel())
                        {
                            Assert.AreEqual("abc", receiving.Result);
                            continue;
                        }

                        givenUp++;
                        await Expect.ThrowsAsync(typeof(CanceledException), receiving);

                        for (int i = 0; i < 3; i++)
                        {
                            Assert.AreEqual(1, await socket.ReceiveAsync(buffer, 0, 1));
                            Assert.AreEqual('a' + i, (int)buffer[0]);
                            Assert.AreEqual(i == 2, socket.EndOfMessage);
                        }
                    }

                    Assert.IsTrue(givenUp > 0);
                }
            }
        }

        // The peer takes nothing: so nothing of it is out.
        [TestMethod]
        [DataRow(false, "82")]
        [DataRow(true, "80")]
        public void Part_of_a_message_that_was_given_up_before_it_began_is_as_if_it_had_never_been(bool isLast, string next)
        {
            const int Large = 1000;
            bool isGivenUp = false;

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, HandleAsync)))
            {
                test.Loop.Run(ReadAsync(test).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            async Coroutine HandleAsync(WebSocket socket)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(new string('x', Large));

                if (isLast)
                {
                    await socket.SendAsync(bytes, 0, 1, false, false);
                }

                // Until nothing more goes, and not for the moment only.
                for (int blocked = 0; blocked < 20; blocked++)
                {
                    if (socket.TrySend(bytes, 0, Large) > 0)
                    {
                        blocked = -1;
                    }
                    else
                    {
                        await Coroutine.Delay(5);
                    }
                }

                Coroutine sending = EventLoop.Running.CreateTask(SendPartAsync(socket, bytes));
                await Coroutine.Yield();
                Assert.IsTrue(sending.Cancel());
                isGivenUp = true;
                await socket.SendAsync(bytes, 0, 3);
            }

            async Coroutine SendPartAsync(WebSocket socket, byte[] bytes)
            {
                await socket.SendAsync(bytes, 0, 1, false, isLast);
            }

            async Coroutine ReadAsync(HttpTest test)
            {
                using (AsyncStream stream = await Frames.OpenAsync(test))
                {
                    while (!isGivenUp)
                    {
                        await Coroutine.Yield();
                    }

                    string frame;

                    do
                    {
                        frame = await Frames.ReadOneAsync(stream);
                    }
                    while (frame.Length != 5 && frame.IndexOf("88") != 0);

                    Assert.AreEqual(next + "xxx", frame);
                    await stream.WriteAsync(Frames.ToBytes("88\u0003\u00e8", true), 0, 8);
                    await Frames.ReadAsync(stream, true);
                }
            }
        }
    }
}
