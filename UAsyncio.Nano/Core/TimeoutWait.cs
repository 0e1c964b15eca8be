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
                Awaitable inner = _inner;

                if (_state < 0)
                {
                    EventLoop loop = EventLoop.Here;

                    if (_milliseconds >= 0)
                    {
                        loop.CheckTimers();
                    }

                    if (!inner.BeginAwait())
                    {
                        _state = 0;

                        if (_milliseconds >= 0)
                        {
                            _due = loop._poller.Ticks + _milliseconds;
                            loop._queue.AddTimer(this);
                        }

                        Suspend(inner);
                        return;
                    }
                }
                else
                {
                    if (!_expired && _milliseconds >= 0)
                    {
                        EventLoop.Here._queue.RemoveTimer(this);
                    }

                    Resume();
                }

                SetResult(inner.EndAwait());
            }
            catch (Exception exception)
            {
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
            // Cancelled while the time-out is on its way: a cancellation is what comes out, or an outer
            // time limit that forwards one would be lost.
            _expired = false;
            return base.Interrupt(exception);
        }
    }
}
