using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A lock that one task holds at a time, handed on in the order in which they came. (asyncio: Lock)
    /// <code>
    /// await _lock.AcquireAsync();
    ///
    /// using (_lock)
    /// {
    ///     // until here
    /// }
    /// </code>
    /// </summary>
    /// <remarks>For the thread of its loop. It allocates nothing. Coroutines that a task awaits hold it together with that task.</remarks>
    public sealed class AsyncLock : WaitLine, IDisposable
    {
        private Coroutine _holder;

        /// <summary>The task that holds it; null while it is free. (asyncio: locked)</summary>
        public Coroutine Holder => _holder;

        /// <summary>Waits until the calling task holds it. Nobody overtakes those who wait. (asyncio: acquire)</summary>
        /// <returns>To be awaited. One that is cancelled while it waits, or before its turn, does not hold it.</returns>
        /// <exception cref="InvalidOperationException">On the await: this task holds it already, and would wait for itself.</exception>
        public VoidAwaitable AcquireAsync()
        {
            return this;
        }

        /// <summary>Gives it to the one that has waited longest, or frees it. If this throws, nothing has changed. (asyncio: release)</summary>
        /// <exception cref="InvalidOperationException">Nobody holds it.</exception>
        public void Release()
        {
            if (_holder == null)
            {
                throw new InvalidOperationException("nobody holds the lock");
            }

            Coroutine next = _first == null ? null : _first.FindTask();
            WakeFirst();
            _holder = next;
        }

        /// <summary>The same as <see cref="Release"/>, for a using block.</summary>
        public void Dispose()
        {
            Release();
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            Coroutine task = waiter.FindTask();

            if (_holder == null)
            {
                _holder = task;
                return true;
            }

            if (_holder == task)
            {
                throw new InvalidOperationException("this task holds the lock already");
            }

            Add(waiter);
            return false;
        }

        /// <inheritdoc/>
        protected internal override void Undo(Coroutine waiter)
        {
            // Somebody else may have released it meanwhile, which was not theirs to do: then there is nothing to pass on.
            if (_holder != null && _holder == waiter.FindTask())
            {
                Release();
            }
        }
    }
}
