using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Whatever can be awaited: a coroutine, a delay, a read, a lock. It has three duties: take a coroutine in that has to wait or tell
    /// it that it need not (<see cref="BeginAwait"/>), let it go again (<see cref="Unpark"/>, <see cref="Undo"/>), and hand over the result.
    /// </summary>
    /// <remarks>
    /// Everything here is for the thread of the loop. Who derives from it keeps the rule of this assembly: first all that can fail, then
    /// the change, by stores alone. A call can fail for want of memory; a store cannot.
    /// </remarks>
    public abstract partial class Awaitable
    {
        /// <summary>Used by <c>await</c>.</summary>
        /// <returns>The awaiter; the weaver makes it the awaitable itself.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public Awaiter GetAwaiter()
        {
            throw null;
        }

        /// <summary>
        /// Used by <c>await</c>: starts what has to be started, and remembers the coroutine if it has to wait. If this throws, it waits
        /// for nothing, and the exception is that of the await.
        /// </summary>
        /// <param name="waiter">The coroutine that awaits; to be given to <see cref="Wake"/> once, later, if it has to wait.</param>
        /// <returns>True when the result is there and the coroutine goes on at once; false when it waits here.</returns>
        [EditorBrowsable(EditorBrowsableState.Advanced)]
        public abstract bool BeginAwait(Coroutine waiter);

        /// <summary>Used by <c>await</c>: the result, or the exception in its place.</summary>
        /// <returns>The result; null where there is none.</returns>
        [EditorBrowsable(EditorBrowsableState.Advanced)]
        public virtual object EndAwait()
        {
            return null;
        }

        /// <summary>
        /// Waits for it, and not longer than the given time. It takes a timer meanwhile, unless it need not wait.
        /// (uasyncio: wait_for_ms)
        /// </summary>
        /// <param name="milliseconds">
        /// At most <see cref="Coroutine.MaxDelay"/>; 0 gives it one chance only; Timeout.Infinite waits for ever.
        /// </param>
        /// <returns>
        /// A coroutine with the same outcome. When the time is up, what is waited for is let go; a coroutine is cancelled, its cleanup
        /// awaited; and the outcome is a <see cref="System.TimeoutException"/>. What it returns or throws in spite of the
        /// cancellation is not lost: that is the outcome then.
        /// </returns>
        /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        public Coroutine WaitAsync(int milliseconds)
        {
            return new TimeLimitWait(this, milliseconds);
        }

        /// <summary>Forgets a coroutine that waits here, because it is cancelled or its time is up: entirely, or, if it throws, not at all.</summary>
        /// <param name="waiter">The coroutine.</param>
        /// <returns>True when it was waiting; false when it has been woken already and only waits for its turn.</returns>
        protected internal abstract bool Unpark(Coroutine waiter);

        /// <summary>
        /// Takes back what a coroutine was given with its wake-up, and passes it on: it is cancelled before its turn. Entirely, or, if
        /// it throws, not at all.
        /// </summary>
        /// <param name="waiter">The coroutine, which was woken by this and waits for its turn.</param>
        protected internal virtual void Undo(Coroutine waiter)
        {
        }

        /// <summary>Puts a coroutine that waits here into the run queue, where it has its slot. It changes nothing if it throws.</summary>
        /// <param name="waiter">The coroutine.</param>
        protected internal static void Wake(Coroutine waiter)
        {
            (EventLoop.s_onlyQueue ?? EventLoop.Running._queue).Push(waiter);
        }
    }
}
