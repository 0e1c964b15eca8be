using System;

namespace UAsyncio.Nano
{
    /// <summary>Lets coroutines wait for each other: the last one to come lets all of them go on. (asyncio: Barrier)</summary>
    /// <remarks>For the thread of its loop. It can be used again at once, and allocates nothing.</remarks>
    public sealed class AsyncBarrier : WaitLine
    {
        private readonly int _parties;
        private bool _isBroken;

        /// <summary>Creates a barrier.</summary>
        /// <param name="parties">How many wait for each other, 1 or more.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="parties"/> is less than 1.</exception>
        public AsyncBarrier(int parties)
        {
            if (parties < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(parties));
            }

            _parties = parties;
        }

        /// <summary>How many wait for each other.</summary>
        public int Parties => _parties;

        /// <summary>True from <see cref="Abort"/> to <see cref="Reset"/>.</summary>
        public bool IsBroken => _isBroken;

        /// <summary>Waits until all have come. One that is cancelled leaves: another has to come in its place. (asyncio: wait)</summary>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">On the await: the barrier is broken, or is reset meanwhile.</exception>
        public VoidAwaitable WaitAsync()
        {
            return this;
        }

        /// <summary>Breaks it: who waits, or comes before <see cref="Reset"/>, has an InvalidOperationException. (asyncio: abort)</summary>
        public void Abort()
        {
            FailAll(Broken());
            _isBroken = true;
        }

        /// <summary>Makes it whole and empty again: who waits has an InvalidOperationException. (asyncio: reset)</summary>
        public void Reset()
        {
            FailAll(Broken());
            _isBroken = false;
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            if (_isBroken)
            {
                throw Broken();
            }

            if (Count == _parties - 1)
            {
                WakeAll();
                return true;
            }

            Add(waiter);
            return false;
        }

        private static InvalidOperationException Broken()
        {
            return new InvalidOperationException("barrier is broken");
        }
    }
}
