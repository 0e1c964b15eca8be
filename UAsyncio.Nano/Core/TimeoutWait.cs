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
        // Where it is suspended: with its timer set, or without one. Expired: its time was up, and its own cancellation, not
        // somebody else's, is on its way through what it awaits. Canceled: somebody else's is; the time goes on, for the cleanup.
        private const int Waiting = 0;
        private const int Timeless = 1;
        private const int Expired = 2;
        private const int Canceled = 3;

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
            bool armed = _state == Waiting || _state == Canceled;

            try
            {
                bool first = _state < 0;
                _state = Running;

                if (first)
                {
                    // A child may take timers when it starts: not the last one, so this is armed before. I/O takes none, and is most
                    // often done at once, without one.
                    bool late = _awaiting is IoOperation;
                    armed = Arm(late);

                    if (!_awaiting.BeginAwait())
                    {
                        if (late)
                        {
                            armed = Arm(false);
                        }

                        _state = armed ? Waiting : Timeless;
                        _awaiting.Park(this);
                        return;
                    }
                }

                object result = _awaiting.EndAwait();

                if (armed)
                {
                    Disarm();
                }

                SetResult(result);
            }
            catch (Exception exception)
            {
                if (armed)
                {
                    Disarm();
                }

                SetException(expired && exception is CanceledException ? new TimeoutException() : exception);
            }
        }

        /// <summary>The time is up. A result that has come in the same pass wins.</summary>
        internal override void OnDue(EventQueue queue)
        {
            if (_state < 0)
            {
                // It has ended, and memory was too short to take it out of the queue.
                return;
            }

            Coroutine child = _awaiting as Coroutine;
            bool canceled = _state == Canceled;
            _state = canceled ? Canceled : Timeless;

            if (child != null)
            {
                if (!child.IsCompleted && child.Interrupt(new CanceledException()) && !canceled)
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
            // What comes of it belongs to who cancels, also while the time-out is on its way and when the time is up in the
            // cleanup: or that cancellation, or an outer time limit, would be lost.
            bool expired = _state == Expired;
            bool interrupted = base.Interrupt(exception);

            if (_state >= 0)
            {
                _state = Canceled;
            }

            return interrupted || expired;
        }

        // Refuses where there is no timer left, also when it is armed later. True when it is armed.
        private bool Arm(bool later)
        {
            if (_due < 0)
            {
                return false;
            }

            EventLoop loop = EventLoop.Running;
            loop._queue.CheckTimers();

            if (later)
            {
                return false;
            }

            _due += loop._poller.Ticks;
            loop._queue.AddTimer(this);
            return true;
        }

        private void Disarm()
        {
            EventLoop.Running._queue.RemoveTimer(this);
        }
    }
}
