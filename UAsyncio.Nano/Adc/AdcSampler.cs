using System;
using System.Device.Adc;

namespace UAsyncio.Nano.Adc
{
    /// <summary>
    /// An analogue input that a task reads again and again: single outliers are left out (the median of three), and the rest is smoothed.
    /// <code>
    /// AdcSampler battery = new AdcSampler(channel, 100);
    /// loop.CreateTask(battery.RunAsync());
    /// …
    /// await battery.WaitForChangeAsync();
    /// </code>
    /// </summary>
    /// <remarks>For the thread of its loop. A reading takes a device some 0.1 ms, and allocates nothing.</remarks>
    public sealed class AdcSampler
    {
        private const int MaxSmoothing = 12;

        // In a row.
        private const int MaxFailures = 1000;

        private readonly AdcChannelBase _channel;
        private readonly AsyncEvent _changed = new AsyncEvent(false, true);
        private readonly int _interval;
        private readonly int _smoothing;

        // The last two, and what is smoothed, times 2 to the power of the smoothing.
        private int _raw;
        private int _before;
        private int _sum;
        private int _samples;
        private int _told;

        /// <summary>Creates one.</summary>
        /// <param name="channel">The input.</param>
        /// <param name="interval">How often it is read, in ms, 1 or more.</param>
        /// <param name="smoothing">
        /// How slowly the value follows, 0 to 12: at n each reading counts 1/2^n. At 3, the default, it has gone two thirds of a step after 8 readings.
        /// </param>
        /// <exception cref="ArgumentNullException"><paramref name="channel"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
        public AdcSampler(AdcChannelBase channel, int interval, int smoothing = 3)
        {
            if ((uint)(interval - 1) >= Coroutine.MaxDelay || (uint)smoothing > MaxSmoothing)
            {
                throw new ArgumentOutOfRangeException((uint)smoothing > MaxSmoothing ? nameof(smoothing) : nameof(interval));
            }

            _channel = channel ?? throw new ArgumentNullException(nameof(channel));
            _interval = interval;
            _smoothing = smoothing;
        }

        /// <inheritdoc cref="AdcSampler(AdcChannelBase, int, int)"/>
        /// <param name="channel">The input.</param>
        /// <param name="interval">How often it is read, 1 ms or more.</param>
        /// <param name="smoothing">How slowly the value follows, 0 to 12.</param>
        public AdcSampler(AdcChannelBase channel, TimeSpan interval, int smoothing = 3)
            : this(channel, Coroutine.MillisecondsOf(interval), smoothing)
        {
        }

        /// <summary>The value, filtered, in the controller's steps; 0 before the first reading.</summary>
        public int Value => (_sum + (1 << _smoothing >> 1)) >> _smoothing;

        /// <summary>The last reading as it was.</summary>
        public int Raw => _raw;

        /// <summary>How many readings there were; it wraps.</summary>
        public int Samples => _samples;

        /// <summary>How far the value has to be from the one that was told last for <see cref="WaitForChangeAsync"/>, in the controller's steps; 16 by default.</summary>
        public int Deadband { get; set; } = 16;

        /// <summary>Waits until the value is another, by <see cref="Deadband"/> at least; the first one is. Does not wait if it is already.</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        public VoidAwaitable WaitForChangeAsync()
        {
            return _changed;
        }

        /// <summary>Reads until it is cancelled, at its pace: what a turn comes late is not made up.</summary>
        /// <returns>To be given to CreateTask.</returns>
        public async Coroutine RunAsync()
        {
            bool isDue = true;

            for (int failures = 0; ;)
            {
                try
                {
                    if (isDue)
                    {
                        isDue = false;
                        Take(_channel.ReadValue());
                    }

                    await Coroutine.Delay(_interval);
                    isDue = true;
                    failures = 0;
                }
                catch (OutOfMemoryException)
                {
                    // One reading is left out at the most: it goes on when there is memory.
                    if (++failures == MaxFailures)
                    {
                        throw;
                    }
                }
            }
        }

        private void Take(int raw)
        {
            if (_samples == 0)
            {
                _raw = _before = raw;
                _sum = raw << _smoothing;
            }

            _sum += Median(raw, _raw, _before) - Value;
            _before = _raw;
            _raw = raw;
            int value = Value;
            int distance = value - _told;

            if (_samples == 0 || distance >= Deadband || -distance >= Deadband)
            {
                // Where memory is too short for this it is told by the next reading.
                _changed.Set();
                _told = value;
            }

            _samples++;
        }

        private static int Median(int a, int b, int c)
        {
            return a < b ? b < c ? b : a < c ? c : a : a < c ? a : b < c ? c : b;
        }
    }
}
