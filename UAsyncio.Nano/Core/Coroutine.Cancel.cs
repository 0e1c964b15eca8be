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

            Interrupt();
            return true;
        }

        /// <summary>
        /// Has the wait that it is in end with a <see cref="CanceledException"/>; one that has not started ends here. If it throws, nothing
        /// has changed.
        /// </summary>
        /// <returns>False when a cancellation is on its way already.</returns>
        internal bool Interrupt()
        {
            Coroutine waiter = FindInnermost();

            if (waiter._state < 0)
            {
                return waiter.CancelUnstarted();
            }

            EventQueue queue = EventLoop.s_onlyQueue ?? EventLoop.Running._queue;
            Awaitable awaited = (Awaitable)waiter._awaiting;
            bool waits = awaited.Unpark(waiter);

            if (!waits)
            {
                // It has been woken, by what may have to be passed on, or by an exception: a failure gives way, a cancellation stays.
                awaited.Undo(waiter);
            }

            bool isNew = awaited != Interruption.s_canceled;
            Commit.Begin();
            waiter.PutInterruption(Interruption.s_canceled);

            if (waits)
            {
                queue.Push(waiter);
            }

            // What comes of it belongs to who cancels, also while a time-out is on its way, and when the time is up in the
            // cleanup: or this cancellation, or an outer time limit, would be lost.
            for (Coroutine outer = this; ; outer = (Coroutine)outer._awaiting)
            {
                if (outer._state >= TimeLimitWait.Waiting)
                {
                    isNew |= outer._state == TimeLimitWait.Expired;
                    outer._state = TimeLimitWait.Canceled;
                }

                if (outer == waiter)
                {
                    break;
                }
            }

            Commit.End();
            return isNew;
        }

        // Whose wait it is that ends: that of the last in the chain of awaits. A ring of those who await each other is found as Brent
        // does, by a mark that moves on after 1, 2, 4, … steps; there it is one who waits in line with others, not a child's parent.
        private Coroutine FindInnermost()
        {
            Coroutine waiter = this;
            Coroutine mark = this;
            bool isRing = false;

            for (int steps = 1; waiter._state >= 0; steps++)
            {
                Coroutine child = waiter._awaiting as Coroutine;

                if (child == null || child._state < Scheduled)
                {
                    break;
                }

                isRing |= child == mark;
                TaskNode node = isRing ? child._link as TaskNode : null;

                if (node != null && node.Parent != waiter)
                {
                    break;
                }

                if ((steps & (steps - 1)) == 0)
                {
                    mark = waiter;
                }

                waiter = child;
            }

            return waiter;
        }

        private bool CancelUnstarted()
        {
            if (_state == Running)
            {
                throw new InvalidOperationException("cancels itself");
            }

            if (_state == Scheduled)
            {
                TaskGroupMember member = this as TaskGroupMember;

                if (member != null)
                {
                    // It has its turn, and tells its group.
                    member.Inner.Cancel();
                    return true;
                }

                EventLoop.Running.CancelScheduled(this);
                return true;
            }

            CoroutineTracker.Forget(this);
            _awaiting = Interruption.s_canceled._awaiting;
            _state = Faulted;
            return true;
        }
    }
}
