namespace UAsyncio.Nano
{
    /// <summary>A delay that is not awaited where it is made, and keeps its time itself; or, where there are several loops, any delay.</summary>
    internal sealed class KeptDelay : VoidAwaitable
    {
        internal const int OfWaiter = -1;

        private readonly int _milliseconds;

        internal KeptDelay(int milliseconds)
        {
            _milliseconds = milliseconds;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            EventLoop loop = EventLoop.Running;

            if (_milliseconds >= 0)
            {
                waiter._due = _milliseconds;
            }

            return loop._delay.BeginAwait(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return EventLoop.Running._queue.RemoveTimer(waiter);
        }
    }
}
