using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Awaits something under a time limit: parked on it, and in the timer queue too. Written by hand, since no async
    /// method can do both.
    /// </summary>
    /// <remarks>It has no fields of its own: until it starts, what it shall await and how long are where they are then.</remarks>
    internal sealed class TimeLimitWait : Coroutine
    {
        // Where it is suspended: with its timer set, or without one. Expired: its time was up, and its own cancellation, not
        // somebody else's, is on its way through what it awaits. Canceled: somebody else's is; the time goes on, for the cleanup.
        internal const int Waiting = 0;
        internal const int Timeless = 1;
        internal const int Expired = 2;
        internal const int Canceled = 3;

        internal TimeLimitWait(Awaitable inner, int milliseconds)
        {
            if (milliseconds < Timeout.Infinite || milliseconds > MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            // A delay has the due tick of who awaits it, and this needs its own.
            _awaiting = inner is KeptDelay ? AwaitAsync(inner) : inner;
            _due = milliseconds;
        }

        protected internal override void MoveNext()
        {
            // Fails, if it does, before anything has changed: then the turn is taken again.
            EventLoop loop = EventLoop.Running;
            EventQueue queue = loop._queue;
            int state = _state;
            bool isArmed = state == Waiting || state == Canceled;
            object outcome;
            int end = Succeeded;
            _state = Running;

            try
            {
                Awaitable inner = _awaiting;

                if (state < 0)
                {
                    bool isLimited = _due >= 0;
                    bool isIo = inner is IoOperation;

                    if (isLimited)
                    {
                        queue.PrepareTimer();
                        _due += loop.Ticks;

                        // A child may take timers when it starts: not the last one, so this is armed before. I/O takes none, and is
                        // most often done at once, without one.
                        if (!isIo)
                        {
                            queue.AddTimer(this);
                            isArmed = true;
                        }
                    }

                    if (!inner.BeginAwait(this))
                    {
                        Commit.Begin();

                        if (isLimited && isIo && queue.TimerEnd < queue.Slots.Length)
                        {
                            queue.InsertTimer(this);
                        }

                        _state = isLimited ? Waiting : Timeless;
                        Commit.End();
                        return;
                    }
                }

                outcome = inner.EndAwait();
            }
            catch (Exception exception)
            {
                outcome = state == Expired && exception is CanceledException ? new TimeoutException() : exception;
                end = Faulted;
            }

            Commit.Begin();

            if (isArmed)
            {
                queue.RemoveTimer(this);
            }

            _awaiting = (Awaitable)_link;
            _link = outcome;
            _state = end;
            Commit.End();
        }

        /// <summary>The time is up. A result that has come in the same pass wins.</summary>
        internal void OnDue(EventQueue queue)
        {
            Awaitable inner = _awaiting;
            Coroutine child = inner as Coroutine;

            if (child != null)
            {
                if (child._state >= Scheduled && child.Interrupt() && _state != Canceled)
                {
                    _state = Expired;
                }
                else if (_state != Canceled)
                {
                    _state = Timeless;
                }

                return;
            }

            bool waits = inner.Unpark(this);
            Commit.Begin();

            if (waits)
            {
                _state = Expired;
                _awaiting = Interruption.s_canceled;
                queue.Push(this);
            }
            else
            {
                _state = Timeless;
            }

            Commit.End();
        }

        private static async Coroutine AwaitAsync(Awaitable inner)
        {
            await inner;
        }
    }
}
