using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Awaits something under a time limit: parked on it, and in the timer queue too. Written by hand, since no async
    /// method can do both.
    /// </summary>
    /// <remarks>It has no fields of its own: until it starts, what it shall await and how long are where they are then.</remarks>
    internal sealed class TimeoutWait : Coroutine
    {
        // Where it is suspended. Expired: its time was up, and its own cancellation, not somebody else's, is on its way through
        // what it awaits.
        private const int Waiting = 0;
        private const int Expired = 1;

        internal TimeoutWait(Awaitable inner, int milliseconds)
        {
            if (milliseconds < Timeout.Infinite || milliseconds > MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            _awaiting = inner;
            _due = milliseconds;
        }

        protected internal override void MoveNext()
        {
            bool expired = _state == Expired;

            try
            {
                bool first = _state < 0;
                _state = Running;

                if (first)
                {
                    // Armed first: what the inner one takes of the timers must not be the last one.
                    Arm();

                    if (!_awaiting.BeginAwait())
                    {
                        _state = Waiting;
                        _awaiting.Park(this);
                        return;
                    }
                }

                object result = _awaiting.EndAwait();
                Disarm();
                SetResult(result);
            }
            catch (Exception exception)
            {
                Disarm();
                SetException(expired && exception is CanceledException ? new TimeoutException() : exception);
            }
        }

        /// <summary>The time is up. A result that has come in the same pass wins.</summary>
        internal override void OnDue(EventQueue queue)
        {
            Coroutine child = _awaiting as Coroutine;

            if (child != null)
            {
                if (!child.IsCompleted && child.Interrupt(new CanceledException()))
                {
                    _state = Expired;
                }
            }
            else if (_awaiting.Unpark(this))
            {
                _state = Expired;
                _awaiting = new Interruption(new CanceledException());
                queue.Push(this);
            }
        }

        internal override bool Interrupt(Exception exception)
        {
            // Cancelled while the time-out is on its way: what is on its way now belongs to who cancels, or an outer
            // time limit would be lost.
            bool expired = _state == Expired;

            if (expired)
            {
                _state = Waiting;
            }

            return base.Interrupt(exception) || expired;
        }

        private void Arm()
        {
            if (_due >= 0)
            {
                EventLoop loop = EventLoop.Here;
                loop._queue.CheckTimers();
                _due += loop._poller.Ticks;
                loop._queue.AddTimer(this);
            }
        }

        private void Disarm()
        {
            EventLoop.Here._queue.RemoveTimer(this);
        }
    }
}
