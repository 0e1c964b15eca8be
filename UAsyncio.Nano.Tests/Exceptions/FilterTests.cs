using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>What a filter of a <c>catch … when</c>, which the weaver rewrites, may do: each case in a plain method and in a coroutine.</summary>
    [TestClass]
    public class FilterTests
    {
        private readonly int _field = 7;

        [TestMethod]
        public void A_filter_that_throws_is_a_no()
        {
            Assert.AreEqual("caught x", Plain(null));
            Assert.AreEqual("caught x", Loop.RunText(Async(null)));

            static string Plain(string none)
            {
                try
                {
                    Filter.Throw(new ArgumentException("x"));
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
    }
}
