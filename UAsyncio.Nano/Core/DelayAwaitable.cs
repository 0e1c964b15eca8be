using System;

namespace UAsyncio.Nano
{
    /// <summary>A delay. A loop has one for all: it is armed by Delay and disarmed by the await that follows.</summary>
    internal sealed class DelayAwaitable : Awaitable
    {
        internal const int Disarmed = -1;

        // What to wait, in ms.
        internal int _milliseconds = Disarmed;

        private readonly EventQueue _queue;
        private readonly IPoller _poller;

        internal DelayAwaitable(EventQueue queue, IPoller poller)
        {
            _queue = queue;
            _poller = poller;
        }

        public override bool BeginAwait()
        {
            if (_milliseconds < 0)
            {
                throw new InvalidOperationException("delay awaited twice");
            }

            if (_queue._timerCount == _queue._timers.Length)
            {
                // It is refused: the loop's delay is free for the next one.
                _milliseconds = Disarmed;
                _queue.CheckTimers();
            }

            return false;
        }

        protected internal override void Park(Coroutine waiter)
        {
            waiter._due = _poller.Ticks + _milliseconds;
            _milliseconds = Disarmed;
            _queue.AddTimer(waiter);
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return _queue.RemoveTimer(waiter);
        }
    }
}
