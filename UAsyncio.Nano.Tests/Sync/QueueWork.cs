namespace UAsyncio.Nano.Tests.Sync
{
    /// <summary>Coroutines that put an item into a queue, or get one.</summary>
    internal static class QueueWork
    {
        public static async Coroutine GetAsync(AsyncQueue queue, Log log, string word)
        {
            object item = await queue.GetAsync();
            log.Add(word + (item ?? "-"));
        }

        public static async Coroutine PutAsync(AsyncQueue queue, string item)
        {
            await queue.PutAsync(item);
        }
    }
}
