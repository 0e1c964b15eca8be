namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What was cancelled takes some turns to end, and more time where the computer is busy.</summary>
    internal static class Slots
    {
        private const int Patience = 30000;

        /// <summary>Waits until so many slots of the loop are free; not for ever, since what is not is for the test to tell.</summary>
        public static async Coroutine UntilFreeAsync(int slots)
        {
            EventLoop loop = EventLoop.Current;

            for (int start = loop.Ticks; loop.FreeSlots < slots && loop.Ticks - start < Patience;)
            {
                await Coroutine.Delay(1);
            }
        }
    }
}
