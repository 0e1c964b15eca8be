using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests
{
    /// <summary>What Assert.ThrowsException does, and hands the exception over.</summary>
    internal static class Expect
    {
        public static Exception Throws(Type expected, Action action)
        {
            Exception exception = null;

            try
            {
                action();
            }
            catch (Exception caught)
            {
                exception = caught;
            }

            return Check(expected, exception);
        }

        /// <summary>The same for what is awaited.</summary>
        public static async Coroutine ThrowsAsync(Type expected, Awaitable awaitable)
        {
            Exception exception = null;

            try
            {
                await awaitable;
            }
#pragma warning disable UAN307 // Whatever comes is looked at.
            catch (Exception caught)
#pragma warning restore UAN307
            {
                exception = caught;
            }

            Check(expected, exception);
        }

        /// <summary>The message has to tell both: how many there are, and what raises it.</summary>
        public static void Refused(string capacity, string option, Action action)
        {
            string message = Throws(typeof(InvalidOperationException), action).Message;
            Assert.Contains(capacity, message);
            Assert.Contains(option, message);
        }

        private static Exception Check(Type expected, Exception exception)
        {
            Assert.IsNotNull(exception, "nothing was thrown, expected " + expected.Name);
            Assert.AreEqual(expected.FullName, exception.GetType().FullName, exception.Message);
            return exception;
        }
    }
}
