using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Whatever can be awaited: a coroutine, a delay, a read. It has three duties: remember a coroutine that
    /// waits (<see cref="Park"/>), forget it again (<see cref="Unpark"/>), and hand over the result.
    /// </summary>
    /// <remarks>
    /// Everything here is for the thread of the loop. The woven state machine is its own awaiter's client: an
    /// <c>await</c> asks <see cref="BeginAwait"/>; on false it suspends and calls <see cref="Park"/>; at last it
    /// calls <see cref="EndAwait"/>.
    /// </remarks>
    public abstract class Awaitable
    {
        /// <summary>Used by <c>await</c>.</summary>
        /// <returns>The awaiter; the weaver makes it the awaitable itself.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public Awaiter GetAwaiter()
        {
            throw null;
        }

        /// <summary>Used by <c>await</c>: starts what has to be started. What can fail, a full queue for instance, fails here.</summary>
        /// <returns>True when the result is there and the awaiting coroutine goes on without a turn of the loop.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public virtual bool BeginAwait()
        {
            return false;
        }

        /// <summary>Used by <c>await</c>: the result, or the exception in its place.</summary>
        /// <returns>The result; null where there is none.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public virtual object EndAwait()
        {
            return null;
        }

        /// <summary>Remembers a coroutine that has just been suspended on this. It must not throw.</summary>
        /// <param name="waiter">The coroutine; to be given to <see cref="Wake"/> once, later.</param>
        protected internal abstract void Park(Coroutine waiter);

        /// <summary>Forgets a coroutine, because it is cancelled or its time is up.</summary>
        /// <param name="waiter">The coroutine that was parked here.</param>
        /// <returns>True when it was still parked; false when it has been woken already and only waits for its turn.</returns>
        protected internal abstract bool Unpark(Coroutine waiter);

        /// <summary>Puts a coroutine that was parked here into the run queue, where it has its slot.</summary>
        /// <param name="waiter">The coroutine.</param>
        protected internal static void Wake(Coroutine waiter)
        {
            EventQueue queue = EventLoop.s_onlyQueue;

            if (queue == null)
            {
                queue = EventLoop.Running._queue;
            }

            queue.Push(waiter);
        }

        /// <summary>Makes an exception the outcome of a wait that has not ended yet.</summary>
        /// <returns>False when an exception is on its way already.</returns>
        internal virtual bool Interrupt(Coroutine waiter, System.Exception exception)
        {
            if (Unpark(waiter))
            {
                Wake(waiter);
            }

            waiter._awaiting = new Interruption(exception);
            return true;
        }
    }
}
