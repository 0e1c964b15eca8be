namespace UAsyncio.Nano
{
    /// <summary>One turn of the loop. It has no state: there is one for all.</summary>
    internal sealed class YieldAwaitable : VoidAwaitable
    {
        public override bool BeginAwait(Coroutine waiter)
        {
            EventQueue queue = EventLoop.s_onlyQueue ?? EventLoop.Running._queue;
            queue.Push(waiter);
            return false;
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }
    }
}
