using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Awaits something under a time limit: parked on it, and in the timer queue too. Written by hand, since no async
    /// method can do both.
    /// </summary>
    internal sealed class TimeoutWait : Coroutine
    {
        private readonly Awaitable _inner;
        private readonly int _milliseconds;

        // The time was up, and its cancellation, not somebody else's, is on its way through the inner one.
        private bool _expired;

        internal TimeoutWait(Awaitable inner, int milliseconds)
        {
            if (milliseconds < Timeout.Infinite || milliseconds > MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            _inner = inner;
            _milliseconds = milliseconds;
        }

        protected internal override void MoveNext()
        {
            try
            {
                if (_state < 0)
                {
                    // Armed first: what the inner one takes of the timers must not be the last one.
                    Arm();

                    if (!_inner.BeginAwait())
                    {
                        _state = 0;
                        Suspend(_inner);
                        return;
                    }
                }
                else
                {
                    Resume();
                }

                object result = _inner.EndAwait();
                Disarm();
                SetResult(result);
            }
            catch (Exception exception)
            {
                Disarm();
                SetException(_expired && exception is CanceledException ? new TimeoutException() : exception);
            }
        }

        /// <summary>The time is up. A result that has come in the same pass wins.</summary>
        internal override void OnDue(EventQueue queue)
        {
            Coroutine child = _awaiting as Coroutine;

            if (child != null)
            {
                _expired = !child.IsCompleted && child.Interrupt(new CanceledException());
                return;
            }

            Awaitable awaitable = _awaiting as Awaitable;

            if (awaitable != null && awaitable.Unpark(this))
            {
                _expired = true;
                _awaiting = new CanceledException();
                queue.Push(this);
            }
        }

        internal override bool Interrupt(Exception exception)
        {
            // Cancelled while the time-out is on its way: what is on its way now belongs to who cancels, or an outer
            // time limit would be lost.
            bool expired = _expired;
            _expired = false;
            return base.Interrupt(exception) || expired;
        }

        private void Arm()
        {
            if (_milliseconds >= 0)
            {
                EventLoop loop = EventLoop.Here;
                loop.CheckTimers();
                _due = loop._poller.Ticks + _milliseconds;
                loop._queue.AddTimer(this);
            }
        }

        private void Disarm()
        {
            if (_milliseconds >= 0)
            {
                EventLoop.Here._queue.RemoveTimer(this);
            }
        }
    }
}
