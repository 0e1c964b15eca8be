namespace UAsyncio.Nano
{
    /// <summary>One turn of the loop. It has no state: there is one for all.</summary>
    internal sealed class YieldAwaitable : Awaitable
    {
        internal static readonly YieldAwaitable s_instance = new YieldAwaitable();

        protected internal override void Park(Coroutine waiter)
        {
            // Wake, written out: this is the shortest of all ways round the loop.
            EventQueue queue = EventLoop.s_onlyQueue;

            if (queue == null)
            {
                queue = EventLoop.Running._queue;
            }

            queue.Push(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }
    }
}
