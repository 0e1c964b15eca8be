using System;

namespace UAsyncio.Nano
{
    public abstract partial class Coroutine
    {
        /// <summary>
        /// Throws a <see cref="CanceledException"/> inside, at the innermost await, on its next turn; it is forwarded through
        /// awaited coroutines. Finally blocks run, awaits in them included. (uasyncio: cancel)
        /// </summary>
        /// <returns>
        /// False when it has ended already: nothing is done then. True otherwise, also when a cancellation is on its way
        /// already: two before the delivery are one. One that has not had its first turn never executes.
        /// </returns>
        /// <exception cref="InvalidOperationException">It is running: it cannot cancel itself.</exception>
        public bool Cancel()
        {
            if (_state < Scheduled)
            {
                return false;
            }

            Interrupt(new CanceledException());
            return true;
        }

        /// <summary>Ends the wait that it is in with an exception; one that has not started ends here.</summary>
        /// <returns>False when an exception is on its way already.</returns>
        internal virtual bool Interrupt(Exception exception)
        {
            if (_state >= 0)
            {
                Awaitable awaiting = _awaiting;

                try
                {
                    // Marks it, for a ring of those who await each other.
                    _awaiting = null;
                    return awaiting.Interrupt(this, exception);
                }
                finally
                {
                    _awaiting = _awaiting ?? awaiting;
                }
            }

            // A task in its first turn is "scheduled" still, but in no queue any more.
            if (_state == Running || (_state == Scheduled && !EventLoop.Running.Withdraw(this)))
            {
                throw new InvalidOperationException("cancels itself");
            }

            bool scheduled = _state == Scheduled;
            SetException(exception);

            if (scheduled)
            {
                EventLoop.Running.EndTask(this, (TaskNode)_awaiting);
            }
            else if (s_track)
            {
                CoroutineTracker.Remove(this);
            }

            return true;
        }

        /// <summary>Ends the wait of a coroutine that awaits this one: by ending this one first.</summary>
        internal override bool Interrupt(Coroutine waiter, Exception exception)
        {
            if (_state >= 0 && _awaiting == null)
            {
                // Here the ring closes: this wait is ended.
                if (!Unpark(waiter))
                {
                    return false;
                }

                Wake(waiter);
                waiter._awaiting = new Interruption(exception);
                return true;
            }

            if (_state >= Scheduled)
            {
                return Interrupt(exception);
            }

            // Ended, and the waiter waits for its turn only.
            waiter._awaiting = new Interruption(exception);
            return true;
        }
    }
}
