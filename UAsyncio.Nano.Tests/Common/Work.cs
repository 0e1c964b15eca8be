using System;

namespace UAsyncio.Nano.Tests
{
    /// <summary>Coroutines that take some time and end in a certain way.</summary>
    internal static class Work
    {
        public static async Coroutine SleepAsync(int milliseconds)
        {
            await Coroutine.Delay(milliseconds);
        }

        public static async Coroutine<int> ResultAsync(int milliseconds, int result)
        {
            await Coroutine.Delay(milliseconds);
            return result;
        }

        public static async Coroutine FailAsync(int milliseconds, string message)
        {
            await Coroutine.Delay(milliseconds);
            throw new ArgumentException(message);
        }

        public static async Coroutine<string> SwallowAsync(int milliseconds)
        {
            try
            {
                await Coroutine.Delay(milliseconds);
            }
            catch (CanceledException)
            {
                return "swallowed";
            }

            return "slept";
        }

        public static async Coroutine SlowCleanAsync(int milliseconds)
        {
            try
            {
                await Coroutine.Delay(1000000);
            }
            finally
            {
                await Coroutine.Delay(milliseconds);
            }
        }

        /// <summary>Awaits a coroutine under a limit, and says by which limit it ended.</summary>
        public static async Coroutine<string> LimitAsync(Coroutine inner, int milliseconds, string name = "limit")
        {
            try
            {
                await inner.WaitAsync(milliseconds);
            }
            catch (TimeoutException)
            {
                return name;
            }

            return null;
        }
    }
}
