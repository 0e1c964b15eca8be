using System;
using System.Device.Gpio;

namespace UAsyncio.Nano.Gpio
{
    /// <summary>A LED, or whatever a pin switches on and off.</summary>
    /// <remarks>For the thread of its loop. One pattern plays at a time: the one before is cancelled by who began it.</remarks>
    public sealed class Led
    {
        private readonly GpioPin _pin;
        private readonly bool _onIsHigh;
        private bool _isOn;

        // Which pattern has switched it last; 0 for none.
        private int _player;
        private int _patterns;

        /// <summary>Takes a pin, and switches it off.</summary>
        /// <param name="pin">An output.</param>
        /// <param name="onIsHigh">Whether it is on at high, as by default, or at low.</param>
        /// <exception cref="ArgumentNullException"><paramref name="pin"/> is null.</exception>
        public Led(GpioPin pin, bool onIsHigh = true)
        {
            _pin = pin ?? throw new ArgumentNullException(nameof(pin));
            _onIsHigh = onIsHigh;
            Switch(false);
        }

        /// <summary>Whether it is on; to be set.</summary>
        public bool IsOn
        {
            get => _isOn;

            set
            {
                Switch(value);
                _player = 0;
            }
        }

        /// <summary>Blinks; it is off at the end, and when it is cancelled, unless something else has switched it since.</summary>
        /// <param name="on">How long it is on, in ms.</param>
        /// <param name="off">How long it is off then, in ms.</param>
        /// <param name="times">How often; -1 for ever.</param>
        /// <returns>To be awaited, or given to CreateTask.</returns>
        /// <exception cref="ArgumentOutOfRangeException">On the await: a number is out of range.</exception>
        public Coroutine BlinkAsync(int on, int off, int times = -1)
        {
            return PlayAsync(new[] { on, off }, times);
        }

        /// <inheritdoc cref="BlinkAsync(int, int, int)"/>
        /// <param name="on">How long it is on.</param>
        /// <param name="off">How long it is off then.</param>
        /// <param name="times">How often; -1 for ever.</param>
        public Coroutine BlinkAsync(TimeSpan on, TimeSpan off, int times = -1)
        {
            return BlinkAsync(Coroutine.MillisecondsOf(on), Coroutine.MillisecondsOf(off), times);
        }

        /// <summary>Plays a pattern; it is off at the end, and when it is cancelled, unless something else has switched it since.</summary>
        /// <param name="times">How long it is on and off, by turns, in ms; it begins with on. Not to be changed meanwhile.</param>
        /// <param name="repeat">How often all of it; -1 for ever.</param>
        /// <returns>To be awaited, or given to CreateTask.</returns>
        /// <exception cref="ArgumentNullException">On the await: <paramref name="times"/> is null.</exception>
        /// <exception cref="ArgumentException">On the await: there are no times.</exception>
        /// <exception cref="ArgumentOutOfRangeException">On the await: a time is not from 0 to <see cref="Coroutine.MaxDelay"/>, or <paramref name="repeat"/> less than -1.</exception>
        public async Coroutine PlayAsync(int[] times, int repeat = 1)
        {
            if (times == null)
            {
                throw new ArgumentNullException(nameof(times));
            }

            if (times.Length == 0)
            {
                throw new ArgumentException(nameof(times));
            }

            // Before it is switched.
            for (int i = 0; i < times.Length; i++)
            {
                if ((uint)times[i] > Coroutine.MaxDelay)
                {
                    throw new ArgumentOutOfRangeException(nameof(times));
                }
            }

            if (repeat < -1)
            {
                throw new ArgumentOutOfRangeException(nameof(repeat));
            }

            int player = ++_patterns;
            _player = player;

            try
            {
                for (int round = 0; round != repeat; round++)
                {
                    for (int i = 0; i < times.Length; i++)
                    {
                        Switch((i & 1) == 0);
                        _player = player;
                        await Coroutine.Delay(times[i]);
                    }
                }
            }
            finally
            {
                // One that is cancelled ends in its next turn: the next pattern may have begun before. Nobody else switches it off: where memory is
                // too short, it is tried again.
                for (int attempts = PinEdges.MaxFailures; _player == player && attempts > 0; attempts--)
                {
                    try
                    {
                        Switch(false);
                        _player = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        private void Switch(bool isOn)
        {
            _pin.Write(isOn == _onIsHigh);
            _isOn = isOn;
        }
    }
}
