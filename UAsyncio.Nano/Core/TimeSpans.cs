using System;

// The same with a TimeSpan, wherever milliseconds are taken: whole ones, what is less is cut off. All in here, since each is one line.
namespace UAsyncio.Nano
{
    public abstract partial class Awaitable
    {
        /// <inheritdoc cref="WaitAsync(int)"/>
        /// <param name="time">At most <see cref="Coroutine.MaxDelay"/> ms; TimeSpan.Zero gives it one chance only; Timeout.InfiniteTimeSpan waits for ever.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public Coroutine WaitAsync(TimeSpan time)
        {
            return new TimeLimitWait(this, Coroutine.MillisecondsOf(time));
        }
    }

    public abstract partial class IntAwaitable
    {
        /// <inheritdoc cref="Awaitable.WaitAsync(TimeSpan)"/>
        public new Coroutine<int> WaitAsync(TimeSpan time)
        {
            return WaitAsync(Coroutine.MillisecondsOf(time));
        }
    }

    public abstract partial class Coroutine
    {
        /// <inheritdoc cref="Awaitable.WaitAsync(TimeSpan)"/>
        public new Coroutine WaitAsync(TimeSpan time)
        {
            return new TimeLimitWait(this, MillisecondsOf(time));
        }

        /// <inheritdoc cref="Delay(int)"/>
        /// <param name="time">From TimeSpan.Zero (one turn of the loop) to <see cref="MaxDelay"/> ms.</param>
        /// <returns>To be awaited; each await of it waits anew. It is an object of its own: in a loop that shall allocate nothing, use milliseconds.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public static VoidAwaitable Delay(TimeSpan time)
        {
            int milliseconds = MillisecondsOf(time);
            return Delay(milliseconds);
        }

        /// <summary>What a TimeSpan is in milliseconds, for whatever takes those: a property, or a method of one's own.</summary>
        /// <param name="time">The time; what is less than a millisecond is cut off.</param>
        /// <returns>The milliseconds; Timeout.Infinite for Timeout.InfiniteTimeSpan, and int.MinValue, which nothing takes, for what no int can hold.</returns>
        public static int MillisecondsOf(TimeSpan time)
        {
            long milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
            return milliseconds == (int)milliseconds ? (int)milliseconds : int.MinValue;
        }
    }

    public sealed partial class EventLoop
    {
        /// <inheritdoc cref="CallLater(int, LoopCallback, object)"/>
        /// <param name="time">From TimeSpan.Zero to <see cref="Coroutine.MaxDelay"/> ms.</param>
        /// <param name="callback">The function. What it throws goes where a task's exceptions go.</param>
        /// <param name="state">Its argument.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public Coroutine CallLater(TimeSpan time, LoopCallback callback, object state = null)
        {
            return CallLater(Coroutine.MillisecondsOf(time), callback, state);
        }
    }

    public sealed partial class TimeLimit
    {
        /// <inheritdoc cref="TimeLimit(int)"/>
        /// <param name="time">TimeSpan.Zero to <see cref="Coroutine.MaxDelay"/> ms.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public TimeLimit(TimeSpan time)
            : this(Coroutine.MillisecondsOf(time))
        {
        }

        /// <inheritdoc cref="Reschedule(int)"/>
        /// <param name="time">TimeSpan.Zero to <see cref="Coroutine.MaxDelay"/> ms.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public bool Reschedule(TimeSpan time)
        {
            return Reschedule(Coroutine.MillisecondsOf(time));
        }
    }
}
