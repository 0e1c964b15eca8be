using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A time limit that can be moved while it runs: each piece that arrives gives a download ten more seconds. (asyncio: timeout, reschedule)
    /// <code>
    /// TimeLimit limit = new TimeLimit(10000);
    /// await limit.RunAsync(DownloadAsync(limit));     // calls limit.Reschedule(10000) now and then
    /// </code>
    /// </summary>
    /// <remarks>
    /// When the time is up the coroutine is cancelled, its cleanup awaited, and a TimeoutException comes out; when somebody else cancels it,
    /// a <see cref="CanceledException"/> does. For the thread of its loop.
    /// </remarks>
    public sealed partial class TimeLimit
    {
        private readonly int _milliseconds;
        private TimeLimitRun _wait;

        /// <summary>Creates a limit; the time begins with the await of <see cref="RunAsync"/>.</summary>
        /// <param name="milliseconds">0 to <see cref="Coroutine.MaxDelay"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        public TimeLimit(int milliseconds)
        {
            Check(milliseconds);
            _milliseconds = milliseconds;
        }

        /// <summary>
        /// True when the time was up before the coroutine had ended or was cancelled, whatever came of it then, or that ended by a TimeoutException of its own.
        /// </summary>
        public bool HasExpired => _wait != null && (_wait.HasExpired || (_wait.IsFaulted && _wait._awaiting is TimeoutException));

        /// <summary>Has a coroutine awaited under the limit.</summary>
        /// <param name="coroutine">The coroutine.</param>
        /// <returns>To be awaited: its outcome, as of <see cref="Awaitable.WaitAsync(int)"/>.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">It was called before: a limit is for one run.</exception>
        public Coroutine RunAsync(Coroutine coroutine)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (_wait != null)
            {
                throw new InvalidOperationException("a TimeLimit runs once");
            }

            _wait = new TimeLimitRun(coroutine, _milliseconds);
            return _wait;
        }

        /// <summary>Has the time begin anew, from now on.</summary>
        /// <param name="milliseconds">0 to <see cref="Coroutine.MaxDelay"/>.</param>
        /// <returns>False when it is too late: the time is up, or the coroutine has ended. Nothing is done then.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        /// <exception cref="InvalidOperationException">Nothing runs under it yet.</exception>
        public bool Reschedule(int milliseconds)
        {
            Check(milliseconds);

            if (_wait == null || _wait._state < Coroutine.Running)
            {
                if (_wait != null && _wait.IsCompleted)
                {
                    return false;
                }

                throw new InvalidOperationException("nothing runs under the limit");
            }

            EventLoop loop = EventLoop.Running;
            return Move(loop._queue, _wait, loop.Ticks + milliseconds);
        }

        [Commit]
        private static bool Move(EventQueue queue, TimeLimitWait wait, int due)
        {
            if (!queue.RemoveTimer(wait))
            {
                return false;
            }

            wait._due = due;
            queue.InsertTimer(wait);
            return true;
        }

        private static void Check(int milliseconds)
        {
            if ((uint)milliseconds > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }
        }
    }
}
