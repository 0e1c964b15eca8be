using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    [TestClass]
    public class CatchTests
    {
        [TestMethod]
        public void Exception_before_the_first_suspension_reaches_the_caller()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Loop.Run(Give.ThrowNow("x")));
        }

        [TestMethod]
        public void Exception_after_a_suspension_reaches_the_caller()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => Loop.Run(Give.ThrowLater("x")));
        }

        [TestMethod]
        public void Calling_a_coroutine_that_throws_does_not_throw()
        {
            Coroutine coroutine = Give.ThrowNow("x");
            Assert.IsFalse(coroutine.IsCompleted);
        }

        [TestMethod]
        public void Await_in_try_throws_into_the_catch()
        {
            Assert.AreEqual("now later", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                try
                {
                    await Give.ThrowNow("now");
                }
                catch (ArgumentException exception)
                {
                    text = exception.Message;
                }

                try
                {
                    await Give.ThrowLater("later");
                }
                catch (ArgumentException exception)
                {
                    return text + " " + exception.Message;
                }

                return "not thrown";
            }
        }

        [TestMethod]
        public void Await_of_a_result_throws_into_the_catch()
        {
            Assert.AreEqual(-1, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                try
                {
                    return 1 + await Give.ThrowIntLater("x");
                }
                catch (Exception)
                {
                    return -1;
                }
            }
        }

        [TestMethod]
        public void Await_in_catch_runs_and_goes_on()
        {
            Assert.AreEqual("x handled after", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text;

                try
                {
                    await Give.ThrowLater("x");
                    text = "not thrown";
                }
                catch (Exception exception)
                {
                    text = exception.Message + await Give.Later(" handled");
                }

                return text + await Give.Later(" after");
            }
        }

        [TestMethod]
        public void The_first_catch_that_fits_is_taken()
        {
            Assert.AreEqual("argument invalid other", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Kind(new ArgumentNullException("x")) + " " + await Kind(new InvalidOperationException()) + " " + await Kind(new ApplicationException());
            }

            static async Coroutine<string> Kind(Exception toThrow)
            {
                try
                {
                    await Coroutine.Yield();
                    throw toThrow;
                }
                catch (ArgumentException)
                {
                    return await Give.Later("argument");
                }
                catch (InvalidOperationException)
                {
                    await Coroutine.Yield();
                    return "invalid";
                }
                catch
                {
                    return await Give.Later("other");
                }
            }
        }
    }
}
