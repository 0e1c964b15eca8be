using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    [TestClass]
    public class LeaveTests
    {
        private static string s_log;

        [TestMethod]
        public void Break_and_continue_out_of_try_run_the_finally()
        {
            Assert.AreEqual("0f1f2f", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                for (int i = 0; ; i++)
                {
                    try
                    {
                        text += (await Give.Later(i)).ToString();

                        if (i == 2)
                        {
                            break;
                        }

                        continue;
                    }
                    finally
                    {
                        text += await Give.Later("f");
                    }
                }

                return text;
            }
        }

        [TestMethod]
        public void Break_out_of_two_try_blocks_runs_both_finally_blocks()
        {
            Assert.AreEqual("ab", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                while (true)
                {
                    try
                    {
                        try
                        {
                            await Coroutine.Yield();
                            break;
                        }
                        finally
                        {
                            text += "a";
                        }
                    }
                    finally
                    {
                        text += await Give.Later("b");
                    }
                }

                return text;
            }
        }

        [TestMethod]
        public void Return_out_of_three_levels_runs_every_finally_once()
        {
            Assert.AreEqual(5, Loop.RunInt(Body()));
            Assert.AreEqual("abc", s_log);

            async Coroutine<int> Body()
            {
                s_log = string.Empty;

                try
                {
                    foreach (int value in new int[] { 5, 6 })
                    {
                        try
                        {
                            try
                            {
                                return await Give.Later(value);
                            }
                            finally
                            {
                                s_log += "a";
                            }
                        }
                        finally
                        {
                            s_log += await Give.Later("b");
                        }
                    }
                }
                finally
                {
                    s_log += "c";
                }

                return 0;
            }
        }

        [TestMethod]
        public void Goto_out_of_try_runs_the_finally()
        {
            Assert.AreEqual("tfx", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    text += await Give.Later("t");
                    goto done;
                }
                finally
                {
                    text += await Give.Later("f");
                }

            done:
                return text + "x";
            }
        }

        [TestMethod]
        public void Finally_of_a_loop_body_runs_each_turn_with_exceptions_between()
        {
            Assert.AreEqual("f0c0f1f2c2f3", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                for (int i = 0; i < 4; i++)
                {
                    try
                    {
                        try
                        {
                            await Coroutine.Yield();

                            if (i % 2 == 0)
                            {
                                throw new ArgumentException();
                            }
                        }
                        finally
                        {
                            text += "f" + await Give.Later(i);
                        }
                    }
                    catch (ArgumentException)
                    {
                        text += "c" + await Give.Later(i);
                    }
                }

                return text;
            }
        }

        [TestMethod]
        public void Cancellation_runs_the_awaits_of_finally()
        {
            Assert.AreEqual("try finally canceled", Loop.RunText(Body()));

            async Coroutine<string> Body()
            {
                s_log = string.Empty;
                Coroutine task = EventLoop.Current.CreateTask(Endless());
                await Coroutine.Yield();
                task.Cancel();

                try
                {
                    await task;
                }
                catch (CanceledException)
                {
                    s_log += "canceled";
                }

                return s_log;
            }

            async Coroutine Endless()
            {
                try
                {
                    s_log += "try ";
                    await Coroutine.Delay(10000);
                    s_log += "never";
                }
                finally
                {
                    await Coroutine.Yield();
                    s_log += await Give.Later("finally ");
                }
            }
        }
    }
}
