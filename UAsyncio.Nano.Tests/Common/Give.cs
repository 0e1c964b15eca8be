using System;

namespace UAsyncio.Nano.Tests
{
    /// <summary>Small coroutines to await: those called Now never suspend, those called Later do, once.</summary>
    internal static class Give
    {
        public static async Coroutine<int> Now(int value)
        {
            return value;
        }

        public static async Coroutine<int> Later(int value)
        {
            await Coroutine.Yield();
            return value;
        }

        public static async Coroutine<string> Now(string value)
        {
            return value;
        }

        public static async Coroutine<string> Later(string value)
        {
            await Coroutine.Yield();
            return value;
        }

        public static async Coroutine<bool> Later(bool value)
        {
            await Coroutine.Yield();
            return value;
        }

        public static async Coroutine<object> LaterObject(object value)
        {
            await Coroutine.Yield();
            return value;
        }

        public static async Coroutine ThrowNow(string message)
        {
            throw new ArgumentException(message);
        }

        public static async Coroutine ThrowLater(string message)
        {
            await Coroutine.Yield();
            throw new ArgumentException(message);
        }

        public static async Coroutine<int> ThrowIntLater(string message)
        {
            await Coroutine.Yield();
            throw new ArgumentException(message);
        }
    }
}
