namespace UAsyncio.Nano
{
    /// <summary>One turn of the loop. It has no state: there is one for all.</summary>
    internal sealed class YieldAwaitable : Awaitable
    {
        internal static readonly YieldAwaitable s_instance = new YieldAwaitable();

        protected internal override void Park(Coroutine waiter)
        {
            EventLoop.Here._queue.Push(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }
    }
}
