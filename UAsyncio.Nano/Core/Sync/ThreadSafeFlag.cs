using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A flag that a coroutine waits for and that anybody may set: another thread, or the handler of an interrupt. Setting it ends the idling of
    /// the loop at once; who waited goes on, and the flag is reset. (MicroPython: ThreadSafeFlag)
    /// </summary>
    /// <remarks>
    /// <see cref="Set"/> is for any thread, the rest for the loop's. Neither setting nor waiting allocates. While a coroutine waits here
    /// Run does not report a deadlock.
    /// </remarks>
    public class ThreadSafeFlag : VoidAwaitable
    {
        internal ThreadSafeFlag NextSignal;
        internal Coroutine Waiter;
        internal bool IsSignalled;
        internal bool IsSetNow;
        private EventLoop _loop;

        /// <summary>True while it is set, that is to say nobody has been woken by it yet.</summary>
        public bool IsSet => IsSetNow;

        /// <summary>Waits until it is set, and resets it; does not wait if it is set. (MicroPython: wait)</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        /// <exception cref="InvalidOperationException">On the await: another coroutine waits here.</exception>
        public VoidAwaitable WaitAsync()
        {
            return this;
        }

        /// <summary>Sets it, for any thread. Setting it twice before somebody was woken is setting it once. It changes nothing if it throws. (MicroPython: set)</summary>
        public void Set()
        {
            EventLoop loop;

            lock (EventLoop.s_signalLock)
            {
                loop = _loop;

                // Before it is set: a flag that is set and that the loop does not know of would wake nobody.
                if (loop != null)
                {
                    loop.Signal(this);
                }

                IsSetNow = true;
            }

            // It is set: where memory is too short to end the loop's idling, that is tried again.
            for (int attempts = EventLoop.MaxFailures; loop != null && attempts > 0; attempts--)
            {
                try
                {
                    loop._poller.Wake();
                    break;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        /// <summary>Takes a Set back. (MicroPython: clear)</summary>
        public void Reset()
        {
            lock (EventLoop.s_signalLock)
            {
                IsSetNow = false;
            }
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            EventLoop loop = EventLoop.Running;

            // Who waits on a loop that is closed never runs again.
            if (Waiter != null && !_loop._closed)
            {
                throw new InvalidOperationException("another coroutine waits here");
            }

            lock (EventLoop.s_signalLock)
            {
                _loop = loop;

                if (IsSetNow)
                {
                    IsSetNow = false;
                    return true;
                }

                Waiter = waiter;
                loop._external++;
                return false;
            }
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            lock (EventLoop.s_signalLock)
            {
                if (Waiter != waiter)
                {
                    return false;
                }

                Waiter = null;
                _loop._external--;
                return true;
            }
        }

        /// <inheritdoc/>
        protected internal override void Undo(Coroutine waiter)
        {
            Set();
        }
    }
}
