namespace UAsyncio.Nano
{
    /// <summary>One turn of the loop, where there are several loops: with one only its run queue is what is awaited.</summary>
    internal sealed class YieldAwaitable : VoidAwaitable
    {
        public override bool BeginAwait(Coroutine waiter)
        {
            return EventLoop.Running._queue.BeginAwait(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }
    }
}
