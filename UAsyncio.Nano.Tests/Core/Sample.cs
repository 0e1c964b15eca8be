namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Coroutines for the host to measure.</summary>
    public static class Sample
    {
        /// <summary>The smallest that can be suspended.</summary>
        public static async Coroutine WithoutLocalsAsync()
        {
            await Coroutine.Yield();
            await Coroutine.Yield();
        }
    }
}
