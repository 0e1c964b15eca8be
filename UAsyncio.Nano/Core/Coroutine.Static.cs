using System;

namespace UAsyncio.Nano
{
    public abstract partial class Coroutine
    {
        /// <summary>The longest delay and time limit, in milliseconds: about 12 days. Due times are compared by signed difference.</summary>
        public const int MaxDelay = 0x3FFFFFFF;

        /// <summary>Lets everything else that is ready have its turn first. (uasyncio: sleep(0), yield)</summary>
        /// <returns>To be awaited at once.</returns>
        public static VoidAwaitable Yield()
        {
            return s_yield;
        }

        /// <summary>Waits, counted from the await on. It takes a timer slot meanwhile. (uasyncio: sleep_ms, sleep)</summary>
        /// <param name="milliseconds">From 0 (one turn of the loop) to <see cref="MaxDelay"/>.</param>
        /// <returns>To be awaited. Awaited at once, as usual, it allocates nothing; each await of it waits anew.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        /// <exception cref="InvalidOperationException">There is no loop on this thread; on the await: all timer slots are taken.</exception>
        public static VoidAwaitable Delay(int milliseconds)
        {
            if ((uint)milliseconds > MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            EventLoop.CheckThread();
            return new KeptDelay(milliseconds);
        }
    }
}
