using System;
using System.Threading;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Looks from a timer's thread whether a turn takes too long, while it does: so it also finds the coroutine that never comes back, which
    /// <see cref="TaskWatch.LongTurn"/> cannot.
    /// </summary>
    public sealed class Watchdog : IDisposable
    {
        private readonly TaskWatch _watch;
        private readonly int _limit;
        private readonly TurnHandler _handler;
        private readonly Timer _timer;

        // Whose long turn was told, so that each is told once.
        private Coroutine _told;

        /// <summary>Starts looking.</summary>
        /// <param name="watch">The watch of the loop.</param>
        /// <param name="milliseconds">From how many milliseconds on a turn is too long; at least 1. It is noticed up to half as late again.</param>
        /// <param name="handler">
        /// Called once a turn, on the timer's thread: it may log, or restart the device; to the loop it may only Post. The task may go
        /// on at any time meanwhile.
        /// </param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is below 1.</exception>
        public Watchdog(TaskWatch watch, int milliseconds, TurnHandler handler)
        {
            _watch = watch ?? throw new ArgumentNullException(nameof(watch));
            _handler = handler ?? throw new ArgumentNullException(nameof(handler));

            if (milliseconds < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            _limit = milliseconds;
            int interval = (milliseconds + 1) / 2;
            _timer = new Timer(state => Look(), null, interval, interval);
        }

        /// <inheritdoc cref="Watchdog(TaskWatch, int, TurnHandler)"/>
        /// <param name="watch">The watch of the loop.</param>
        /// <param name="time">From when on a turn is too long; 1 ms at least. It is noticed up to half as late again.</param>
        /// <param name="handler">Called once a turn, on the timer's thread; to the loop it may only Post.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is below 1 ms.</exception>
        public Watchdog(TaskWatch watch, TimeSpan time, TurnHandler handler)
            : this(watch, Coroutine.MillisecondsOf(time), handler)
        {
        }

        /// <summary>Looks now, as the timer does.</summary>
        public void Look()
        {
            Coroutine resumed = _watch.TurnOf;
            int time = _watch.TurnTime;

            if (resumed == null || time < _limit)
            {
                _told = null;
                return;
            }

            if (_told != resumed)
            {
                Coroutine task = resumed;

                for (Coroutine outer = resumed; outer != null; outer = outer.AwaitedBy)
                {
                    task = outer;
                }

                _told = resumed;

                try
                {
                    _handler(task, resumed, time);
                }
                catch (OutOfMemoryException)
                {
                    // A turn that never ends is told of by the next look.
                    _told = null;
                    throw;
                }
            }
        }

        /// <summary>Stops looking.</summary>
        public void Dispose()
        {
            _timer.Dispose();
        }
    }
}
