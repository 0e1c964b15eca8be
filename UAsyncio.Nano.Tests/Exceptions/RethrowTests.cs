using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    [TestClass]
    public class RethrowTests
    {
        private static readonly Exception s_nothing = null;

        [TestMethod]
        public void Rethrow_after_an_await_in_catch_throws_the_same_exception()
        {
            Assert.AreEqual("inner x", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    try
                    {
                        await Give.ThrowLater("x");
                    }
                    catch (ArgumentException)
                    {
                        text = await Give.Later("inner ");
                        throw;
                    }
                }
                catch (ArgumentException exception)
                {
                    return text + exception.Message;
                }

                return "not thrown";
            }
        }

        [TestMethod]
        public void Rethrow_without_an_await_throws_the_same_exception()
        {
            Assert.AreEqual("x", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                try
                {
                    await Passing();
                }
                catch (ArgumentException exception)
                {
                    return exception.Message;
                }

                return "not thrown";
            }

            static async Coroutine Passing()
            {
                try
                {
                    await Give.ThrowLater("x");
                }
                catch (ArgumentException)
                {
                    throw;
                }
            }
        }

        [TestMethod]
        public void Another_exception_thrown_in_catch_replaces_the_first()
        {
            Assert.AreEqual("second of first", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                try
                {
                    try
                    {
                        await Give.ThrowLater("first");
                    }
                    catch (ArgumentException exception)
                    {
                        await Coroutine.Yield();
                        throw new InvalidOperationException("second", exception);
                    }
                }
                catch (InvalidOperationException exception)
                {
                    return exception.Message + " of " + exception.InnerException.Message;
                }

                return "not thrown";
            }
        }

        [TestMethod]
        public void Nested_three_deep_each_level_handles_its_own()
        {
            Assert.AreEqual("1a 2b 3c end", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    try
                    {
                        try
                        {
                            await Give.ThrowLater("a");
                        }
                        catch (ArgumentException exception)
                        {
                            text += await Give.Later("1") + exception.Message + " ";
                            throw new InvalidOperationException("b");
                        }
                    }
                    catch (InvalidOperationException exception)
                    {
                        text += await Give.Later("2") + exception.Message + " ";
                        await Give.ThrowLater("c");
                    }
                }
                catch (ArgumentException exception)
                {
                    text += await Give.Later("3") + exception.Message + " ";
                }

                return text + "end";
            }
        }

        [TestMethod]
        public void Exception_variable_survives_awaits_in_catch()
        {
            Assert.AreEqual("xx", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                try
                {
                    await Give.ThrowNow("x");
                }
                catch (Exception exception)
                {
                    string first = exception.Message;
                    await Coroutine.Yield();
                    return first + exception.Message;
                }

                return "not thrown";
            }
        }

        [TestMethod]
        public void Pattern_in_catch_sees_the_type()
        {
            Assert.AreEqual("null of p", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                try
                {
                    await Coroutine.Yield();
                    throw new ArgumentNullException("p");
                }
                catch (Exception exception)
                {
                    await Coroutine.Yield();
                    return exception is ArgumentNullException none ? "null of " + Tail(none.Message) : "other";
                }
            }

            static string Tail(string message)
            {
                return message.Substring(message.IndexOf('p'), 1);
            }
        }

        [TestMethod]
        public void Break_and_continue_inside_a_catch_with_awaits()
        {
            Assert.AreEqual("c0c1b2", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                for (int i = 0; ; i++)
                {
                    try
                    {
                        await Give.ThrowLater("x");
                    }
                    catch (ArgumentException)
                    {
                        await Coroutine.Yield();

                        if (i < 2)
                        {
                            text += "c" + i;
                            continue;
                        }

                        text += "b" + i;
                        break;
                    }

                    text += "never";
                }

                return text;
            }
        }

        [TestMethod]
        public void Runtime_errors_are_caught_across_awaits()
        {
            Assert.AreEqual("null range cast ", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    text += (await Give.Later(null)).Length;
                }
                catch (NullReferenceException)
                {
                    text += await Give.Later("null ");
                }

                try
                {
                    int[] values = new int[1];
                    values[await Give.Later(4)] = await Give.Later(1);
                }
                catch (IndexOutOfRangeException)
                {
                    text += await Give.Later("range ");
                }

                try
                {
                    text += (string)await Give.LaterObject(4);
                }
                catch (InvalidCastException)
                {
                    text += await Give.Later("cast ");
                }

                return text;
            }
        }

        [TestMethod]
        public void Throwing_null_throws_a_null_reference()
        {
            Assert.ThrowsException(typeof(NullReferenceException), () => throw null);
            Assert.ThrowsException(typeof(NullReferenceException), () => throw s_nothing);
            Assert.AreEqual("null", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                Exception kept = s_nothing;

                try
                {
                    await Give.Later(1);
                    throw kept;
                }
                catch (NullReferenceException)
                {
                    return await Give.Later("null");
                }
            }
        }
    }
}
