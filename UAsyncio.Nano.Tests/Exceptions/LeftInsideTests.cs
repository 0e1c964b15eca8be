using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>
    /// Where a try is left for, by a return, a jump or an exception, while its finally block calls a method that catches another exception: each case
    /// in a plain method and in a coroutine.
    /// </summary>
    [TestClass]
    public class LeftInsideTests
    {
        [TestMethod]
        [DataRow(0, "caught caught caught end")]
        [DataRow(1, "caught end")]
        [DataRow(2, "caught returned")]
        [DataRow(3, "caught InvalidOperationException")]
        [DataRow(4, "caught out")]
        [DataRow(5, "try caught behind try caught behind try caught behind end")]
        public void Finally_goes_on_to_where_the_try_was_left_for(int way, string expected)
        {
            Assert.AreEqual(expected, Inside.Run(() => Inside.Note(Plain(way))));
            Assert.AreEqual(expected, Inside.Run(() => Inside.Note(Loop.RunText(Async(way)))));

            static string Plain(int way)
            {
                for (int i = 0; i < 3; i++)
                {
                    try
                    {
                        switch (way)
                        {
                            case 0:
                                continue;
                            case 2:
                                return "returned";
                            case 4:
                                goto Out;
                        }

                        if (way == 1)
                        {
                            break;
                        }

                        Inside.ThrowIf(way == 3);
                        Inside.Log += "try ";
                    }
                    finally
                    {
                        Inside.CatchInside();
                    }

                    Inside.Log += "behind ";
                }

                return "end";
            Out:
                return "out";
            }

            static async Coroutine<string> Async(int way)
            {
                for (int i = 0; i < 3; i++)
                {
                    try
                    {
                        switch (way)
                        {
                            case 0:
                                continue;
                            case 2:
                                return "returned";
                            case 4:
                                goto Out;
                        }

                        if (way == 1)
                        {
                            break;
                        }

                        await Coroutine.Yield();
                        Inside.ThrowIf(way == 3);
                        Inside.Log += "try ";
                    }
                    finally
                    {
                        Inside.CatchInside();
                    }

                    Inside.Log += "behind ";
                }

                return "end";
            Out:
                return "out";
            }
        }

        [TestMethod]
        [DataRow(0, "caught inner caught outer returned")]
        [DataRow(1, "caught inner caught again caught outer InvalidOperationException")]
        [DataRow(2, "caught inner behind caught outer end")]
        [DataRow(3, "caught inner caught again caught outer InvalidOperationException")]
        public void Blocks_inside_others_run_from_the_inside_out(int way, string expected)
        {
            Assert.AreEqual(expected, Inside.Run(() => Inside.Note(Plain(way))));

            static string Plain(int way)
            {
                try
                {
                    try
                    {
                        try
                        {
                            if (way == 0)
                            {
                                return "returned";
                            }

                            Inside.ThrowIf((way & 1) != 0);
                        }
                        finally
                        {
                            // One of its own, which has its end here.
                            try
                            {
                                Inside.CatchInside();
                            }
                            finally
                            {
                                Inside.Log += "inner ";
                            }
                        }

                        Inside.Log += "behind ";
                    }
                    catch (InvalidOperationException)
                    {
                        Inside.CatchInside();
                        Inside.Log += "again ";

                        if (way == 1)
                        {
                            throw;
                        }

                        throw new InvalidOperationException();
                    }
                }
                finally
                {
                    Inside.CatchInside();
                    Inside.Log += "outer ";
                }

                return "end";
            }
        }

        [TestMethod]
        public void Loop_that_runs_in_a_finally_lets_the_exception_go_on()
        {
            Assert.AreEqual("cancelled InvalidOperationException", Inside.Run(() => Plain()));

            static void Plain()
            {
                EventLoop loop = new EventLoop();

                try
                {
                    Inside.ThrowIf(true);
                }
                finally
                {
                    loop.Run(CancelAsync(loop));
                    loop.Close();
                }
            }

            static async Coroutine CancelAsync(EventLoop loop)
            {
                Coroutine task = loop.CreateTask(Coroutine.Delay(1000).WaitAsync(2000));
                await Coroutine.Yield();
                task.Cancel();

                try
                {
                    await task;
                }
                catch (CanceledException)
                {
                    Inside.Log += "cancelled ";
                }
            }
        }
    }
}
