using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary><c>catch … when</c>, which the weaver rewrites: each case in a plain method and in a coroutine.</summary>
    [TestClass]
    public class FilterTests
    {
        private static string s_log;
        private readonly int _field = 7;

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
                s_log = string.Empty;
                return s_log + (plain == 0 ? Plain(exception) : Loop.RunText(Async(exception)));
            }

            static string Plain(Exception exception)
            {
                try
                {
                    Throw(exception);
                    return s_log + "none";
                }
                catch (ArgumentException e) when (Is(1, e.Message == "first"))
                {
                    return s_log + "a";
                }
                catch (ArgumentException e) when (Is(2, e.Message == "second"))
                {
                    return s_log + "b";
                }
                catch (ArgumentException)
                {
                    return s_log + "c";
                }
                catch (Exception e) when (Is(3, e.Message == "fourth"))
                {
                    return s_log + "d";
                }
                catch
                {
                    return s_log + "e";
                }
            }

            static async Coroutine<string> Async(Exception exception)
            {
                try
                {
                    await Coroutine.Yield();
                    Throw(exception);
                    return s_log + "none";
                }
                catch (ArgumentException e) when (Is(1, e.Message == "first"))
                {
                    return s_log + "a";
                }
                catch (ArgumentException e) when (Is(2, e.Message == "second"))
                {
                    await Coroutine.Yield();
                    return s_log + "b";
                }
                catch (ArgumentException)
                {
                    await Coroutine.Yield();
                    return s_log + "c";
                }
                catch (Exception e) when (Is(3, e.Message == "fourth"))
                {
                    return s_log + "d";
                }
                catch
                {
                    return s_log + "e";
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
                        Throw(new ArgumentException("no"));
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
        public void A_filter_that_throws_is_a_no()
        {
            Assert.AreEqual("caught x", Plain(null));
            Assert.AreEqual("caught x", Loop.RunText(Async(null)));

            static string Plain(string none)
            {
                try
                {
                    Throw(new ArgumentException("x"));
                    return "lost";
                }
                catch (ArgumentException) when (none.Length == 0)
                {
                    return "wrong";
                }
                catch (Exception e) when (Fail() || e.Message == "x")
                {
                    return "wrong";
                }
                catch (Exception e)
                {
                    return "caught " + e.Message;
                }
            }

            static async Coroutine<string> Async(string none)
            {
                try
                {
                    await Give.ThrowLater("x");
                    return "lost";
                }
                catch (ArgumentException) when (none.Length == 0)
                {
                    await Coroutine.Yield();
                    return "wrong";
                }
                catch (Exception e) when (Fail() || e.Message == "x")
                {
                    return "wrong";
                }
                catch (Exception e)
                {
                    await Coroutine.Yield();
                    return "caught " + e.Message;
                }
            }
        }

        [TestMethod]
        public void A_filter_reads_locals_arguments_and_fields()
        {
            Assert.AreEqual("7 3 5", new FilterTests().Plain(3));
            Assert.AreEqual("7 3 5", Loop.RunText(new FilterTests().Async(3)));
        }

        [TestMethod]
        public void Rethrow_in_a_filtered_catch_throws_the_same()
        {
            ArgumentException thrown = new ArgumentException("same");
            Assert.AreSame(thrown, Expect.Throws(typeof(ArgumentException), () => Plain(thrown)));
            Assert.AreSame(thrown, Expect.Throws(typeof(ArgumentException), () => Loop.Run(Async(thrown))));

            static void Plain(Exception exception)
            {
                try
                {
                    Throw(exception);
                }
                catch (ArgumentException) when (Is(1, true))
                {
                    try
                    {
                        Throw(new InvalidOperationException());
                    }
                    catch (InvalidOperationException e) when (e.Message != null)
                    {
                        s_log += e.Message.Length;
                    }

                    throw;
                }
            }

            static async Coroutine Async(Exception exception)
            {
                try
                {
                    await Coroutine.Yield();
                    Throw(exception);
                }
                catch (ArgumentException) when (Is(1, true))
                {
                    try
                    {
                        await Coroutine.Yield();
                        Throw(new InvalidOperationException());
                    }
                    catch (InvalidOperationException e) when (e.Message != null)
                    {
                        await Coroutine.Yield();
                    }

                    throw;
                }
            }
        }

        [TestMethod]
        public void Finally_blocks_inside_the_try_run_before_the_filter()
        {
            s_log = string.Empty;
            Assert.AreEqual("finally ?1 caught", Plain());
            s_log = string.Empty;
            Assert.AreEqual("finally ?1 caught", Loop.RunText(Async()));

            static string Plain()
            {
                try
                {
                    try
                    {
                        Throw(new ArgumentException());
                    }
                    finally
                    {
                        s_log += "finally ";
                    }
                }
                catch (ArgumentException) when (Is(1, true))
                {
                    s_log += "caught";
                }

                return s_log;
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
                        s_log += "finally ";
                    }
                }
                catch (ArgumentException) when (Is(1, true))
                {
                    await Coroutine.Yield();
                    s_log += "caught";
                }

                return s_log;
            }
        }

        [TestMethod]
        public void Loops_go_on_from_a_filtered_catch()
        {
            Assert.AreEqual(10, Plain());
            Assert.AreEqual(10, Loop.RunInt(Async()));

            static int Plain()
            {
                int sum = 0;

                for (int i = 0; i < 6; i++)
                {
                    try
                    {
                        sum += i;
                        Throw(new ArgumentException("x"));
                    }
                    catch (ArgumentException e) when (i < 4 && e.Message == "x")
                    {
                        continue;
                    }
                    catch (ArgumentException) when (i == 4)
                    {
                        break;
                    }
                    finally
                    {
                        s_log += i;
                    }

                    return -1;
                }

                return sum;
            }

            static async Coroutine<int> Async()
            {
                int sum = 0;

                for (int i = 0; i < 6; i++)
                {
                    try
                    {
                        sum += i;
                        await Give.ThrowLater("x");
                    }
                    catch (ArgumentException e) when (i < 4 && e.Message == "x")
                    {
                        await Coroutine.Yield();
                        continue;
                    }
                    catch (ArgumentException) when (i == 4)
                    {
                        break;
                    }
                    finally
                    {
                        s_log += i;
                    }

                    return -1;
                }

                return sum;
            }
        }

        [TestMethod]
        public void The_message_decides_behind_an_instance_call()
        {
            // Compiled for release and not woven, this ended in a corrupted heap.
            for (int i = 0; i < 20; i++)
            {
                Assert.AreEqual(i, new FilterTests().Instance(i));
                Assert.AreEqual(i, Loop.RunInt(new FilterTests().InstanceAsync(i)));
            }
        }

        private int Instance(int value)
        {
            try
            {
                Fail("busy");
            }
            catch (InvalidOperationException e) when (e.Message == "busy")
            {
                return value;
            }

            return -1;
        }

        private async Coroutine<int> InstanceAsync(int value)
        {
            try
            {
                await Coroutine.Yield();
                Fail("busy");
            }
            catch (InvalidOperationException e) when (e.Message == "busy")
            {
                return value;
            }

            return -1;
        }

        private string Plain(int argument)
        {
            int local = argument + 2;

            try
            {
                Fail("x");
                return "lost";
            }
            catch (InvalidOperationException e) when (_field == 7 && argument == 3 && local == 5 && e.Message.Length == 1)
            {
                return _field + " " + argument + " " + local;
            }
        }

        private async Coroutine<string> Async(int argument)
        {
            int local = argument + 2;

            try
            {
                await Coroutine.Yield();
                Fail("x");
                return "lost";
            }
            catch (InvalidOperationException e) when (_field == 7 && argument == 3 && local == 5 && e.Message.Length == 1)
            {
                await Coroutine.Yield();
                return _field + " " + argument + " " + local;
            }
        }

        private void Fail(string message)
        {
            if (_field == 7)
            {
                throw new InvalidOperationException(message);
            }
        }

        private static bool Fail() => throw new InvalidOperationException();

        private static void Throw(Exception exception)
        {
            if (exception != null)
            {
                throw exception;
            }
        }

        private static bool Is(int number, bool answer)
        {
            s_log += "?" + number + " ";
            return answer;
        }
    }
}
