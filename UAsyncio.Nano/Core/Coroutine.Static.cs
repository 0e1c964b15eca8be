using System;

namespace UAsyncio.Nano
{
    public abstract partial class Coroutine
    {
        /// <summary>The longest delay and time limit, in milliseconds: about 12 days. Due times are compared by signed difference.</summary>
        public const int MaxDelay = 0x3FFFFFFF;

        /// <summary>Lets everything else that is ready have its turn first. (uasyncio: sleep(0), yield)</summary>
        /// <returns>To be awaited.</returns>
        public static Awaitable Yield()
        {
            return YieldAwaitable.s_instance;
        }

        /// <summary>Waits, counted from the await on. It takes a timer slot meanwhile. (uasyncio: sleep_ms, sleep)</summary>
        /// <param name="milliseconds">From 0 (one turn of the loop) to <see cref="MaxDelay"/>.</param>
        /// <returns>To be awaited, once. Awaited at once, as usual, it allocates nothing.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        /// <exception cref="InvalidOperationException">There is no loop on this thread; on the await: all timer slots are taken.</exception>
        public static Awaitable Delay(int milliseconds)
        {
            if ((uint)milliseconds > MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            if (milliseconds == 0)
            {
                return YieldAwaitable.s_instance;
            }

            EventLoop loop = EventLoop.s_only;

            if (loop == null)
            {
                loop = EventLoop.Current;
            }

            DelayAwaitable delay = loop._delay;

            if (delay._milliseconds >= 0)
            {
                // Armed and not awaited yet: that one is somebody else's.
                delay = new DelayAwaitable(loop._queue, loop._poller);
            }

            delay._milliseconds = milliseconds;
            return delay;
        }
    }
}
