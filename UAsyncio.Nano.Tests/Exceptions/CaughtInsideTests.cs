using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>
    /// What is under way, an exception, while a finally block, a catch or a filter calls a method that catches another exception: each case in a plain
    /// method and in a coroutine.
    /// </summary>
    [TestClass]
    public class CaughtInsideTests
    {
        [TestMethod]
        public void Finally_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Plain(true)));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Loop.Run(Async(true))));
            Assert.AreEqual("caught end", Inside.Run(() => Plain(false)));
            Assert.AreEqual("caught end", Inside.Run(() => Loop.Run(Async(false))));

            static void Plain(bool throws)
            {
                try
                {
                    Inside.ThrowIf(throws);
                }
                finally
                {
                    Inside.CatchInside();
                }

                Inside.Log += "end";
            }

            static async Coroutine Async(bool throws)
            {
                await Coroutine.Yield();

                try
                {
                    Inside.ThrowIf(throws);
                }
                finally
                {
                    Inside.CatchInside();
                }

                await Coroutine.Yield();
                Inside.Log += "end";
            }
        }

        [TestMethod]
        public void Using_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Loop.Run(Async())));

            static void Plain()
            {
                using (new Quiet())
                {
                    Inside.ThrowIf(true);
                }
            }

            static async Coroutine Async()
            {
                using (new Quiet())
                {
                    await Coroutine.Yield();
                    Inside.ThrowIf(true);
                }
            }
        }

        [TestMethod]
        public void Throw_again_throws_the_same()
        {
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Loop.Run(Async())));

            static void Plain()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                catch (InvalidOperationException)
                {
                    Inside.CatchInside();
                    throw;
                }
            }

            static async Coroutine Async()
            {
                await Coroutine.Yield();

                try
                {
                    Inside.ThrowIf(true);
                }
                catch (Exception exception)
                {
                    Inside.CatchInside();
                    exception = null;
                    Inside.Log += exception;
                    throw;
                }
            }
        }

        [TestMethod]
        public void Filter_that_says_no_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Plain()));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Loop.Run(Async())));

            static bool IsWanted(Exception exception)
            {
                Inside.CatchInside();
                return exception.Message == "another";
            }

            static void Plain()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                catch (InvalidOperationException e) when (IsWanted(e))
                {
                    Inside.Log += "taken";
                }
            }

            static async Coroutine Async()
            {
                await Coroutine.Yield();

                try
                {
                    Inside.ThrowIf(true);
                }
                catch (InvalidOperationException e) when (IsWanted(e))
                {
                    Inside.Log += "taken";
                }
            }
        }

        private sealed class Quiet : IDisposable
        {
            public void Dispose()
            {
                Inside.CatchInside();
            }
        }
    }
}
