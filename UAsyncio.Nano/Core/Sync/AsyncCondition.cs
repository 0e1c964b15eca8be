using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Waits for a change of what a lock guards: a waiter gives the lock back, waits until it is notified, and holds the lock again
    /// when it goes on, whatever happened. (asyncio: Condition)
    /// </summary>
    /// <remarks>For the thread of its loop. A wait is a coroutine, the one thing that it allocates.</remarks>
    public sealed class AsyncCondition
    {
        private readonly AsyncLock _lock;
        private readonly NotifyLine _line = new NotifyLine();

        /// <summary>Creates a condition.</summary>
        /// <param name="gate">The lock that guards it; several conditions can share one.</param>
        /// <exception cref="ArgumentNullException"><paramref name="gate"/> is null.</exception>
        public AsyncCondition(AsyncLock gate)
        {
            if (gate == null)
            {
                throw new ArgumentNullException(nameof(gate));
            }

            _lock = gate;
        }

        /// <summary>The lock.</summary>
        public AsyncLock Lock => _lock;

        /// <summary>
        /// Waits until it is notified, without the lock, which the calling task holds before and after. Look again at what was waited for: it
        /// can have changed once more. (asyncio: wait)
        /// </summary>
        /// <returns>To be awaited. When it is cancelled, or its time is up, it holds the lock all the same before it ends.</returns>
        /// <exception cref="InvalidOperationException">On the await: nobody holds the lock.</exception>
        public async Coroutine WaitAsync()
        {
            bool isCanceled = false;
            bool isNotified = false;
            _lock.Release();

            try
            {
                await _line;
                isNotified = true;
            }
            finally
            {
                // Below zero: it is held.
                for (int failures = 0; failures >= 0;)
                {
                    try
                    {
                        if (failures > 0)
                        {
                            await Coroutine.Yield();
                        }

                        await _lock.AcquireAsync();
                        failures = -1;
                    }
                    catch (CanceledException)
                    {
                        isCanceled = true;
                    }
                    catch (OutOfMemoryException)
                    {
                        // Who awaits this would give back what it does not hold.
                        if (++failures == EventLoop.MaxFailures)
                        {
                            throw;
                        }
                    }
                }
            }

            if (isCanceled)
            {
                if (isNotified)
                {
                    _ = _line.WakeFirst();
                }

                throw new CanceledException();
            }
        }

        /// <summary>Wakes those that have waited longest. (asyncio: notify)</summary>
        /// <param name="count">How many at most.</param>
        /// <exception cref="InvalidOperationException">Nobody holds the lock: what they wait for could change under them.</exception>
        public void Notify(int count = 1)
        {
            if (_lock.Holder == null)
            {
                throw new InvalidOperationException("Notify needs the lock held");
            }

            while (count-- > 0 && _line.WakeFirst() != null)
            {
            }
        }

        /// <summary>Wakes all. (asyncio: notify_all)</summary>
        /// <exception cref="InvalidOperationException">Nobody holds the lock.</exception>
        public void NotifyAll()
        {
            Notify(int.MaxValue);
        }
    }
}
