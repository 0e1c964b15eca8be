using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>A goto out of a try to a label right in front of it: the compiler puts a no-op there, for the first instruction of the try is inside.</summary>
    [TestClass]
    public class RetryTests
    {
        private static string s_log;

        [TestMethod]
        public void Goto_back_to_right_before_the_try_runs_the_finally_each_time()
        {
            Assert.AreEqual("1f2f3f4f", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;
                int turn = 0;
            again:
                try
                {
                    turn++;
                    text += turn.ToString();

                    if (turn == 1)
                    {
                        goto again;
                    }

                    await Coroutine.Yield();

                    if (turn < 4)
                    {
                        goto again;
                    }
                }
                finally
                {
                    text += "f";
                }

                return text;
            }
        }

        [TestMethod]
        public void Goto_out_of_a_catch_to_right_before_the_try_runs_the_finally_each_time()
        {
            Assert.AreEqual("1cf2cf3f", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;
                int turn = 0;
            again:
                try
                {
                    turn++;
                    text += turn.ToString();
                    await Coroutine.Yield();

                    if (turn < 3)
                    {
                        throw new InvalidOperationException();
                    }
                }
                catch (InvalidOperationException)
                {
                    text += "c";
                    goto again;
                }
                finally
                {
                    text += await Give.Later("f");
                }

                return text;
            }
        }

        [TestMethod]
        public void Goto_back_to_right_before_the_try_of_a_plain_method_runs_the_finally_each_time()
        {
            s_log = string.Empty;
            Retry();
            Assert.AreEqual("1f2cf3f", s_log);

            static void Retry()
            {
                int turn = 0;
            again:
                try
                {
                    turn++;
                    s_log += turn.ToString();

                    if (turn == 1)
                    {
                        goto again;
                    }

                    if (turn == 2)
                    {
                        throw new InvalidOperationException();
                    }
                }
                catch (InvalidOperationException)
                {
                    s_log += "c";
                    goto again;
                }
                finally
                {
                    s_log += "f";
                }
            }
        }
    }
}
