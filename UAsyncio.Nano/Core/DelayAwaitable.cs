using System;

namespace UAsyncio.Nano
{
    /// <summary>A delay. A loop has one for all: it is armed by Delay and disarmed by the await that follows.</summary>
    internal sealed class DelayAwaitable : Awaitable
    {
        internal const int Disarmed = -1;

        // What to wait, in ms.
        internal int _milliseconds = Disarmed;

        public override bool BeginAwait()
        {
            if (_milliseconds < 0)
            {
                throw new InvalidOperationException("delay awaited twice");
            }

            EventLoop loop = EventLoop.Here;

            if (loop.FreeTimers == 0)
            {
                // It is refused: the loop's delay is free for the next one.
                _milliseconds = Disarmed;
                loop.CheckTimers();
            }

            return false;
        }

        protected internal override void Park(Coroutine waiter)
        {
            EventLoop loop = EventLoop.Here;
            waiter._due = loop._poller.Ticks + _milliseconds;
            _milliseconds = Disarmed;
            loop._queue.AddTimer(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return EventLoop.Here._queue.RemoveTimer(waiter);
        }
    }
}
