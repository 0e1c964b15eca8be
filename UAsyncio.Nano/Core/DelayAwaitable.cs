using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A delay. The weaver turns <c>await Coroutine.Delay(ms)</c> into an await of <see cref="Coroutine.s_delay"/>, with the time in the
    /// coroutine's own field, so that it allocates nothing and shares nothing; any other use of Delay makes an object of its own.
    /// </summary>
    internal sealed class DelayAwaitable : VoidAwaitable
    {
        internal const int OfWaiter = -1;

        private readonly int _milliseconds;

        internal DelayAwaitable(int milliseconds)
        {
            _milliseconds = milliseconds;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            EventLoop loop = EventLoop.Running;
            EventQueue queue = loop._queue;
            int milliseconds = _milliseconds;

            if (milliseconds < 0)
            {
                milliseconds = waiter._due;

                if ((uint)milliseconds > Coroutine.MaxDelay)
                {
                    throw new ArgumentOutOfRangeException(nameof(milliseconds));
                }
            }

            if (milliseconds == 0)
            {
                queue.Push(waiter);
                return false;
            }

            queue.PrepareTimer();
            waiter._due = loop.Ticks + milliseconds;
            queue.AddTimer(waiter);
            return false;
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return EventLoop.Running._queue.RemoveTimer(waiter);
        }
    }
}
