using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    [TestClass]
    public class FinallyTests
    {
        private static string s_log;

        private delegate void Act();

        [TestMethod]
        public void Finally_does_not_run_at_a_suspension()
        {
            Assert.AreEqual("tryaway finally", Loop.RunText(Body()));

            async Coroutine<string> Body()
            {
                s_log = string.Empty;

                try
                {
                    s_log += "try";
                    await Coroutine.Yield();
                    s_log += "away ";
                }
                finally
                {
                    s_log += "finally";
                }

                return s_log;
            }
        }

        [TestMethod]
        public void Await_in_finally_runs_after_success()
        {
            Assert.AreEqual("t f1 f2 end", Loop.RunText(Body()));

            async Coroutine<string> Body()
            {
                s_log = string.Empty;

                try
                {
                    s_log += await Give.Later("t ");
                }
                finally
                {
                    s_log += await Give.Later("f1 ");
                    s_log += await Give.Now("f2 ");
                }

                return s_log + "end";
            }
        }

        [TestMethod]
        public void Await_in_finally_runs_after_an_exception()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Loop.Run(Body()));
            Assert.AreEqual("f1 f2", s_log);

            async Coroutine Body()
            {
                s_log = string.Empty;

                try
                {
                    await Give.ThrowLater("x");
                }
                finally
                {
                    s_log += await Give.Later("f1 ");
                    s_log += await Give.Later("f2");
                }
            }
        }

        [TestMethod]
        public void Finally_without_await_runs_once_after_an_exception()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Loop.Run(Body()));
            Assert.AreEqual("f", s_log);

            async Coroutine Body()
            {
                s_log = string.Empty;

                try
                {
                    await Coroutine.Yield();
                    await Give.ThrowLater("x");
                }
                finally
                {
                    s_log += "f";
                }
            }
        }

        [TestMethod]
        public void Return_inside_try_runs_the_finally_first()
        {
            Assert.AreEqual(7, Loop.RunInt(Body()));
            Assert.AreEqual("f", s_log);

            async Coroutine<int> Body()
            {
                s_log = string.Empty;

                try
                {
                    return await Give.Later(7);
                }
                finally
                {
                    await Coroutine.Yield();
                    s_log += "f";
                }
            }
        }

        [TestMethod]
        public void Returned_value_is_taken_before_the_finally()
        {
            Assert.AreEqual(1, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int value = 1;

                try
                {
                    return value;
                }
                finally
                {
                    await Coroutine.Yield();
                    value = 2;
                }
            }
        }

        [TestMethod]
        public void Exception_in_finally_replaces_the_first()
        {
            Assert.AreEqual("finally", Loop.RunText(Outer()));

            static async Coroutine<string> Outer()
            {
                try
                {
                    await Body();
                }
                catch (Exception exception)
                {
                    return exception.Message;
                }

                return "not thrown";
            }

            static async Coroutine Body()
            {
                try
                {
                    await Give.ThrowLater("try");
                }
                finally
                {
                    await Give.ThrowLater("finally");
                }
            }
        }

        [TestMethod]
        public void Try_catch_and_finally_all_await_in_order()
        {
            Assert.AreEqual("t c f e", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    text += await Give.Later("t ");
                    await Give.ThrowLater("x");
                    text += "never";
                }
                catch (ArgumentException)
                {
                    text += await Give.Later("c ");
                }
                finally
                {
                    text += await Give.Later("f ");
                }

                return text + await Give.Later("e");
            }
        }

        [TestMethod]
        public void Nested_three_deep_finally_blocks_run_from_the_inside()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Loop.Run(Body()));
            Assert.AreEqual("123", s_log);

            async Coroutine Body()
            {
                s_log = string.Empty;

                try
                {
                    try
                    {
                        try
                        {
                            await Give.ThrowLater("x");
                        }
                        finally
                        {
                            s_log += await Give.Later("1");
                        }
                    }
                    finally
                    {
                        s_log += "2";
                    }
                }
                finally
                {
                    s_log += await Give.Later("3");
                }
            }
        }

        [TestMethod]
        public void Finally_at_the_end_of_a_method_has_a_try_of_its_own()
        {
            Assert.AreEqual("inner catch finally InvalidOperationException", Run(() => InMethod(new ArgumentException())));
            Assert.AreEqual("inner finally InvalidOperationException", Run(() => InMethod(null)));
            Assert.AreEqual("inner catch again InvalidOperationException", Run(() => InCatch()));

            static string Run(Act act)
            {
                s_log = "inner";

                try
                {
                    act();
                    return s_log + " lost";
                }
                catch (InvalidOperationException)
                {
                    return s_log + " InvalidOperationException";
                }
            }

            static void InMethod(Exception exception)
            {
                try
                {
                    throw new InvalidOperationException();
                }
                finally
                {
                    try
                    {
                        Filter.Throw(exception);
                    }
                    catch (ArgumentException)
                    {
                        s_log += " catch";
                    }
                    finally
                    {
                        s_log += " finally";
                    }
                }
            }

            static void InCatch()
            {
                try
                {
                    throw new InvalidOperationException();
                }
                catch (InvalidOperationException)
                {
                    try
                    {
                        throw new ArgumentException();
                    }
                    catch (ArgumentException)
                    {
                        s_log += " catch again";
                    }

                    throw;
                }
            }
        }
    }
}
