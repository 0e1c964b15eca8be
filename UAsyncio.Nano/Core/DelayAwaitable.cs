using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A delay of a loop's coroutines. The weaver turns <c>await Coroutine.Delay(ms)</c> into an await of <see cref="Coroutine.s_delay"/>,
    /// with the time in the coroutine's own field, so that it allocates nothing and shares nothing; any other use of Delay makes a
    /// <see cref="KeptDelay"/>.
    /// </summary>
    internal sealed class DelayAwaitable : VoidAwaitable
    {
        private readonly EventQueue _queue;

        // Null for the device's own.
        private readonly IPoller _clock;

        internal DelayAwaitable(EventQueue queue, IPoller clock)
        {
            _queue = queue;
            _clock = clock;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            EventQueue queue = _queue;
            int milliseconds = waiter._due;

            if ((uint)(milliseconds - 1) >= Coroutine.MaxDelay)
            {
                if (milliseconds != 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(milliseconds));
                }

                return queue.BeginAwait(waiter);
            }

            Coroutine[] slots = queue.Slots;
            int end = queue.TimerEnd;

            if (end == slots.Length)
            {
                queue.PrepareTimer();
                end = queue.TimerEnd;
            }

            int due = milliseconds + (_clock != null ? _clock.Ticks : (int)Environment.TickCount64);
            waiter._due = due;

            // Most often it is the latest of all, or as late: then there is nothing to move.
            if (end != queue.FirstTimer && slots[end - 1]._due - due > 0)
            {
                queue.AddTimer(waiter);
                return false;
            }

            slots[end] = waiter;
            queue.TimerEnd = end + 1;
            return false;
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return _queue.RemoveTimer(waiter);
        }
    }
}
