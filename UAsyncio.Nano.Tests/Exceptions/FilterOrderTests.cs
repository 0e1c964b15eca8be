using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>Which clause of several takes an exception, and what has run before: each case in a plain method and in a coroutine.</summary>
    [TestClass]
    public class FilterOrderTests
    {
        [TestMethod]
        public void Clauses_are_tried_in_order()
        {
            foreach (int plain in new int[] { 0, 1 })
            {
                Assert.AreEqual("?1 ?2 b", Run(plain, new ArgumentException("second")));
                Assert.AreEqual("?1 a", Run(plain, new ArgumentException("first")));
                Assert.AreEqual("?1 ?2 c", Run(plain, new ArgumentException("third")));
                Assert.AreEqual("?3 d", Run(plain, new InvalidOperationException("fourth")));
                Assert.AreEqual("?3 e", Run(plain, new InvalidOperationException("fifth")));
                Assert.AreEqual("none", Run(plain, null));
            }

            static string Run(int plain, Exception exception)
            {
                Filter.Log = string.Empty;
                return Filter.Log + (plain == 0 ? Plain(exception) : Loop.RunText(Async(exception)));
            }

            static string Plain(Exception exception)
            {
                try
                {
                    Filter.Throw(exception);
                    return Filter.Log + "none";
                }
                catch (ArgumentException e) when (Filter.Is(1, e.Message == "first"))
                {
                    return Filter.Log + "a";
                }
                catch (ArgumentException e) when (Filter.Is(2, e.Message == "second"))
                {
                    return Filter.Log + "b";
                }
                catch (ArgumentException)
                {
                    return Filter.Log + "c";
                }
                catch (Exception e) when (Filter.Is(3, e.Message == "fourth"))
                {
                    return Filter.Log + "d";
                }
                catch
                {
                    return Filter.Log + "e";
                }
            }

            static async Coroutine<string> Async(Exception exception)
            {
                try
                {
                    await Coroutine.Yield();
                    Filter.Throw(exception);
                    return Filter.Log + "none";
                }
                catch (ArgumentException e) when (Filter.Is(1, e.Message == "first"))
                {
                    return Filter.Log + "a";
                }
                catch (ArgumentException e) when (Filter.Is(2, e.Message == "second"))
                {
                    await Coroutine.Yield();
                    return Filter.Log + "b";
                }
                catch (ArgumentException)
                {
                    await Coroutine.Yield();
                    return Filter.Log + "c";
                }
                catch (Exception e) when (Filter.Is(3, e.Message == "fourth"))
                {
                    return Filter.Log + "d";
                }
                catch
                {
                    return Filter.Log + "e";
                }
            }
        }

        [TestMethod]
        public void What_no_clause_wants_goes_on()
        {
            Assert.AreEqual("outer no", Plain());
            Assert.AreEqual("outer no", Loop.RunText(Async()));

            static string Plain()
            {
                bool no = false;

                try
                {
                    try
                    {
                        Filter.Throw(new ArgumentException("no"));
                    }
                    catch (InvalidOperationException)
                    {
                        return "wrong";
                    }
                    catch (ArgumentException) when (no)
                    {
                        return "wrong";
                    }
                    catch (CanceledException)
                    {
                        return "wrong";
                    }
                }
                catch (ArgumentException e) when (!no)
                {
                    return "outer " + e.Message;
                }

                return "lost";
            }

            static async Coroutine<string> Async()
            {
                bool no = false;

                try
                {
                    try
                    {
                        await Give.ThrowLater("no");
                    }
                    catch (InvalidOperationException)
                    {
                        return "wrong";
                    }
                    catch (ArgumentException) when (no)
                    {
                        await Coroutine.Yield();
                        return "wrong";
                    }
                    catch (CanceledException)
                    {
                        return "wrong";
                    }
                }
                catch (ArgumentException e) when (!no)
                {
                    await Coroutine.Yield();
                    return "outer " + e.Message;
                }

                return "lost";
            }
        }

        [TestMethod]
        public void Finally_blocks_inside_the_try_run_before_the_filter()
        {
            Filter.Log = string.Empty;
            Assert.AreEqual("finally ?1 caught", Plain());
            Filter.Log = string.Empty;
            Assert.AreEqual("finally ?1 caught", Loop.RunText(Async()));

            static string Plain()
            {
                try
                {
                    try
                    {
                        Filter.Throw(new ArgumentException());
                    }
                    finally
                    {
                        Filter.Log += "finally ";
                    }
                }
                catch (ArgumentException) when (Filter.Is(1, true))
                {
                    Filter.Log += "caught";
                }

                return Filter.Log;
            }

            static async Coroutine<string> Async()
            {
                try
                {
                    try
                    {
                        await Give.ThrowLater("x");
                    }
                    finally
                    {
                        await Coroutine.Yield();
                        Filter.Log += "finally ";
                    }
                }
                catch (ArgumentException) when (Filter.Is(1, true))
                {
                    await Coroutine.Yield();
                    Filter.Log += "caught";
                }

                return Filter.Log;
            }
        }
    }
}
