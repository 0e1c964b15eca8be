using System;

namespace UAsyncio.Nano
{
    /// <summary>Lets a number of coroutines through at a time, in the order in which they came. (asyncio: Semaphore, BoundedSemaphore)</summary>
    /// <remarks>For the thread of its loop. It allocates nothing. What is released goes to who waits, past nobody's head.</remarks>
    public sealed class AsyncSemaphore : WaitLine
    {
        private readonly int _max;
        private int _free;

        /// <summary>Creates a semaphore.</summary>
        /// <param name="free">How many it lets through at first, 0 or more.</param>
        /// <param name="max">How many can be free at most; by default no bound.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is negative, or more are free than can be.</exception>
        public AsyncSemaphore(int free, int max = int.MaxValue)
        {
            if (free < 0 || free > max)
            {
                throw new ArgumentOutOfRangeException(nameof(free));
            }

            _free = free;
            _max = max;
        }

        /// <summary>How many it would let through at once.</summary>
        public int Free => _free;

        /// <summary>Waits until there is one free, and takes it. (asyncio: acquire)</summary>
        /// <returns>To be awaited. One that is cancelled while it waits, or before its turn, has taken none.</returns>
        public VoidAwaitable AcquireAsync()
        {
            return this;
        }

        /// <summary>Takes one if that can be done at once.</summary>
        /// <returns>False when none is free.</returns>
        public bool TryAcquire()
        {
            if (_free == 0)
            {
                return false;
            }

            _free--;
            return true;
        }

        /// <summary>Gives one back. If this throws, nothing has changed. (asyncio: release)</summary>
        /// <exception cref="InvalidOperationException">More would be free than can be: it was released more often than acquired.</exception>
        public void Release()
        {
            if (_first != null)
            {
                WakeFirst();
                return;
            }

            if (_free == _max)
            {
                throw new InvalidOperationException("released more often than acquired");
            }

            _free++;
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            if (TryAcquire())
            {
                return true;
            }

            Add(waiter);
            return false;
        }

        /// <inheritdoc/>
        protected internal override void Undo(Coroutine waiter)
        {
            // Where it was released more often than acquired there may be no room for what goes back.
            if (_first != null || _free < _max)
            {
                Release();
            }
        }
    }
}
