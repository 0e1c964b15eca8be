using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>
    /// What is under way, an exception or a return, while a finally block, a catch or a filter calls a method that catches another exception: each
    /// case in a plain method and in a coroutine.
    /// </summary>
    [TestClass]
    public class CaughtInsideTests
    {
        private static string s_log;
        private static bool s_isEqual;

        private delegate void Act();

        [TestMethod]
        public void Finally_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Run(() => Plain(true)));
            Assert.AreEqual("caught InvalidOperationException", Run(() => Loop.Run(Async(true))));
            Assert.AreEqual("caught end", Run(() => Plain(false)));
            Assert.AreEqual("caught end", Run(() => Loop.Run(Async(false))));

            static void Plain(bool throws)
            {
                try
                {
                    ThrowIf(throws);
                }
                finally
                {
                    CatchInside();
                }

                s_log += "end";
            }

            static async Coroutine Async(bool throws)
            {
                await Coroutine.Yield();

                try
                {
                    ThrowIf(throws);
                }
                finally
                {
                    CatchInside();
                }

                await Coroutine.Yield();
                s_log += "end";
            }
        }

        [TestMethod]
        public void Using_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Run(() => Loop.Run(Async())));

            static void Plain()
            {
                using (new Quiet())
                {
                    ThrowIf(true);
                }
            }

            static async Coroutine Async()
            {
                using (new Quiet())
                {
                    await Coroutine.Yield();
                    ThrowIf(true);
                }
            }
        }

        [TestMethod]
        public void Throw_again_throws_the_same()
        {
            Assert.AreEqual("caught InvalidOperationException", Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Run(() => Loop.Run(Async())));

            static void Plain()
            {
                try
                {
                    ThrowIf(true);
                }
                catch (InvalidOperationException)
                {
                    CatchInside();
                    throw;
                }
            }

            static async Coroutine Async()
            {
                await Coroutine.Yield();

                try
                {
                    ThrowIf(true);
                }
                catch (Exception exception)
                {
                    CatchInside();
                    exception = null;
                    s_log += exception;
                    throw;
                }
            }
        }

        [TestMethod]
        public void Filter_that_says_no_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Run(() => Loop.Run(Async())));

            static bool IsWanted(Exception exception)
            {
                CatchInside();
                return exception.Message == "another";
            }

            static void Plain()
            {
                try
                {
                    ThrowIf(true);
                }
                catch (InvalidOperationException e) when (IsWanted(e))
                {
                    s_log += "taken";
                }
            }

            static async Coroutine Async()
            {
                await Coroutine.Yield();

                try
                {
                    ThrowIf(true);
                }
                catch (InvalidOperationException e) when (IsWanted(e))
                {
                    s_log += "taken";
                }
            }
        }

        [TestMethod]
        [DataRow(0, "caught caught caught end")]
        [DataRow(1, "caught end")]
        [DataRow(2, "caught returned")]
        [DataRow(3, "caught InvalidOperationException")]
        [DataRow(4, "caught out")]
        [DataRow(5, "try caught behind try caught behind try caught behind end")]
        public void Finally_goes_on_to_where_the_try_was_left_for(int way, string expected)
        {
            Assert.AreEqual(expected, Run(() => Note(Plain(way))));
            Assert.AreEqual(expected, Run(() => Note(Loop.RunText(Async(way)))));

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

                        ThrowIf(way == 3);
                        s_log += "try ";
                    }
                    finally
                    {
                        CatchInside();
                    }

                    s_log += "behind ";
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
                        ThrowIf(way == 3);
                        s_log += "try ";
                    }
                    finally
                    {
                        CatchInside();
                    }

                    s_log += "behind ";
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
            Assert.AreEqual(expected, Run(() => Note(Plain(way))));

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

                            ThrowIf((way & 1) != 0);
                        }
                        finally
                        {
                            // One of its own, which has its end here.
                            try
                            {
                                CatchInside();
                            }
                            finally
                            {
                                s_log += "inner ";
                            }
                        }

                        s_log += "behind ";
                    }
                    catch (InvalidOperationException)
                    {
                        CatchInside();
                        s_log += "again ";

                        if (way == 1)
                        {
                            throw;
                        }

                        throw new InvalidOperationException();
                    }
                }
                finally
                {
                    CatchInside();
                    s_log += "outer ";
                }

                return "end";
            }
        }

        [TestMethod]
        public void Loop_that_runs_in_a_finally_lets_the_exception_go_on()
        {
            Assert.AreEqual("cancelled InvalidOperationException", Run(() => Plain()));

            static void Plain()
            {
                EventLoop loop = new EventLoop();

                try
                {
                    ThrowIf(true);
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
                    s_log += "cancelled ";
                }
            }
        }

        [TestMethod]
        public void Methods_that_call_each_other_let_the_exception_go_on_whichever_is_called()
        {
            // One of them was looked at before the other.
            Assert.AreEqual("caught caught InvalidOperationException", Run(() => CallEven()));
            Assert.AreEqual("caught InvalidOperationException", Run(() => CallOdd()));

            static void CallEven()
            {
                try
                {
                    ThrowIf(true);
                }
                finally
                {
                    Even(2);
                }
            }

            static void CallOdd()
            {
                try
                {
                    ThrowIf(true);
                }
                finally
                {
                    Odd(1);
                }
            }
        }

        [TestMethod]
        public void What_the_runtime_calls_back_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Run(() => Compare()));
            Assert.AreEqual("caught InvalidOperationException", Run(() => Format()));

            static void Compare()
            {
                try
                {
                    ThrowIf(true);
                }
                finally
                {
                    s_isEqual = Equals(new Catches(), new Catches());
                }
            }

            static void Format()
            {
                try
                {
                    ThrowIf(true);
                }
                finally
                {
                    s_isEqual = string.Format("{0}", new Catches()).Length == 0;
                }
            }
        }

        private static string Run(Act act)
        {
            s_log = string.Empty;

            try
            {
                act();
                return s_log;
            }
            catch (Exception exception)
            {
                return s_log + exception.GetType().Name;
            }
        }

        private static void Note(string text)
        {
            s_log += text;
        }

        private static void ThrowIf(bool throws)
        {
            if (throws)
            {
                throw new InvalidOperationException();
            }
        }

        private static void CatchInside()
        {
            try
            {
                throw new ArgumentException();
            }
            catch (ArgumentException)
            {
                s_log += "caught ";
            }
        }

        private static void Even(int n)
        {
            if (n > 0)
            {
                Odd(n - 1);
            }

            CatchInside();
        }

        private static void Odd(int n)
        {
            if (n > 0)
            {
                Even(n - 1);
            }
        }

        private sealed class Catches
        {
            public override bool Equals(object obj)
            {
                CatchInside();
                return true;
            }

            public override int GetHashCode()
            {
                return 0;
            }

            public override string ToString()
            {
                CatchInside();
                return string.Empty;
            }
        }

        private sealed class Quiet : IDisposable
        {
            public void Dispose()
            {
                CatchInside();
            }
        }
    }
}
