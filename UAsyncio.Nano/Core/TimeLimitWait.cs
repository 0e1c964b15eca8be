using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Awaits something under a time limit: parked on it, and in the timer queue too. Written by hand, since no async
    /// method can do both.
    /// </summary>
    /// <remarks>It has no fields of its own: until it starts, what it shall await and how long are where they are then.</remarks>
    internal class TimeLimitWait : Coroutine
    {
        // Where it is suspended: with its timer set, or without one. Expired: its time was up, and its own cancellation, not
        // somebody else's, is on its way through what it awaits. Canceled: somebody else's is; the time goes on, for the cleanup.
        // Above every await's number, so that a coroutine is known for a time limit without a question for its type.
        internal const int Waiting = 1 << 16;
        internal const int Timeless = Waiting + 1;
        internal const int Expired = Waiting + 2;
        internal const int Canceled = Waiting + 3;

        internal TimeLimitWait(Awaitable inner, int milliseconds)
        {
            if ((uint)(milliseconds - Timeout.Infinite) > MaxDelay + 1)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            // A delay has the due tick of who awaits it, and this needs its own.
            _awaiting = inner is KeptDelay ? AwaitAsync(inner) : inner;
            _due = milliseconds;
        }

        internal override string Method => nameof(WaitAsync);

        protected internal override void MoveNext()
        {
            // Fails, if it does, before anything has changed: then the turn is taken again.
            EventQueue queue = EventLoop.s_onlyQueue ?? EventLoop.Running._queue;
            Awaitable inner = (Awaitable)_awaiting;
            Coroutine child = inner as Coroutine;
            int state = _state;
            int end = Running;
            object outcome;
            _state = Running;

            try
            {
                if (state < 0)
                {
                    bool isLate = false;
                    state = Timeless;

                    if (_due >= 0)
                    {
                        if (queue.TimerEnd == queue.Slots.Length)
                        {
                            queue.PrepareTimer();
                        }

                        _due += EventLoop.Running.Ticks;

                        // A child may take timers when it starts: not the last one, so this is armed before. I/O takes none, and is
                        // most often done at once, without one.
                        if (child == null && inner is IoOperation)
                        {
                            isLate = true;
                        }
                        else
                        {
                            queue.InsertTimer(this);
                            state = Waiting;
                        }
                    }

                    if (!(child != null ? child.BeginAwait(this) : inner.BeginAwait(this)))
                    {
                        Commit.Begin();

                        if (isLate && queue.TimerEnd < queue.Slots.Length)
                        {
                            queue.InsertTimer(this);
                            state = Waiting;
                        }

                        _state = state;
                        Commit.End();
                        return;
                    }
                }

                end = Succeeded;

                // What can be had without a call is: a lock that was handed over is lost where memory is too short for the call.
                outcome = child != null && child._state == Succeeded ? child._awaiting : inner is VoidAwaitable ? null : inner.EndAwait();
            }
            catch (Exception exception)
            {
                if (end == Succeeded && inner is IntAwaitable && exception is OutOfMemoryException)
                {
                    // No room for the box of a number, which is not lost: it is asked for again.
                    _state = state;
                    queue.Push(this);
                    return;
                }

                outcome = state == Expired && exception is CanceledException ? new TimeoutException() : exception;
                end = Faulted;
            }

            Commit.Begin();

            if (state == Waiting || state == Canceled)
            {
                queue.RemoveTimer(this);
            }

            _awaiting = outcome;
            _state = end;
            Commit.End();
        }

        /// <summary>The time is up. A result that has come in the same pass wins.</summary>
        internal void OnDue(EventQueue queue)
        {
            Awaitable inner = (Awaitable)_awaiting;
            Coroutine child = inner as Coroutine;

            if (child != null)
            {
                TimeLimitRun run = this as TimeLimitRun;

                if (child._state >= Scheduled && child.Interrupt() && _state != Canceled)
                {
                    _state = Expired;

                    if (run != null)
                    {
                        run.HasExpired = true;
                    }
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
