using System;
using System.Device.Gpio;

namespace UAsyncio.Nano.Gpio
{
    /// <summary>
    /// A button, debounced: pressed, let go, held long, clicked once or twice. (peterhinch: Pushbutton, EButton)
    /// <code>
    /// using (Pushbutton button = new Pushbutton(pin))
    /// {
    ///     for (;;)
    ///     {
    ///         switch (await button.ReadAsync())
    ///         {
    ///             case ButtonEvent.Click: …
    ///         }
    ///     }
    /// }
    /// </code>
    /// </summary>
    /// <remarks>
    /// For the thread of its loop, and one reader. What happens while nobody reads is kept, with its time: four presses; of more the last are lost.
    /// </remarks>
    public sealed class Pushbutton : IDisposable
    {
        // A power of 2.
        private const int Kept = 8;

        private readonly GpioPin _pin;
        private readonly IPoller _clock;
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();

        // The ticks of the edges, by turns of presses and releases, and the level after the last; this guards what the events' thread writes.
        private readonly int[] _times = new int[Kept];
        private int _written;
        private bool _isHigh;
        private int _read;

        // What has been told: that it is down, since when, that this was long, and that the second of a double click is under way.
        private bool _isDown;
        private int _pressedAt;
        private bool _isLongTold;
        private bool _isDouble;

        private int _longPress = 1000;
        private int _doubleClick = 400;

        // One more than the event that comes next; 0 for none. It stays where there is no memory to tell of it.
        private int _untold;

        // It was let go after one short press, and the press may become a double click.
        private bool _isClick;

        /// <summary>Begins to listen.</summary>
        /// <param name="pin">An input; it stays open when this is disposed of.</param>
        /// <param name="pressedIsHigh">Whether its level is high while the button is pressed; low, by default, as with a pull-up.</param>
        /// <param name="debounce">How long a level has to last, in ms; 0 leaves the pin's DebounceTimeout alone.</param>
        /// <exception cref="ArgumentNullException"><paramref name="pin"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="debounce"/> is less than 0.</exception>
        /// <exception cref="InvalidOperationException">There is no loop on this thread.</exception>
        public Pushbutton(GpioPin pin, bool pressedIsHigh = false, int debounce = 30)
        {
            if (pin == null)
            {
                throw new ArgumentNullException(nameof(pin));
            }

            _clock = EventLoop.Current.Poller;
            PinEdges.SetDebounce(pin, debounce);
            _pin = pin;
            _isHigh = (bool)pin.Read();

            // One that is down at the start tells of its release, and of nothing before.
            _isDown = _isHigh == pressedIsHigh;
            _isLongTold = true;
            pin.ValueChanged += OnChanged;
        }

        /// <inheritdoc cref="Pushbutton(GpioPin, bool, int)"/>
        /// <param name="pin">An input; it stays open when this is disposed of.</param>
        /// <param name="pressedIsHigh">Whether its level is high while the button is pressed.</param>
        /// <param name="debounce">How long a level has to last; TimeSpan.Zero leaves the pin's DebounceTimeout alone.</param>
        public Pushbutton(GpioPin pin, bool pressedIsHigh, TimeSpan debounce)
            : this(pin, pressedIsHigh, Coroutine.MillisecondsOf(debounce))
        {
        }

        /// <summary>How long it is held for a <see cref="ButtonEvent.LongPress"/>, in ms, 1 or more; 1000 by default. At int.MaxValue there is none.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
        public int LongPress
        {
            get => _longPress;
            set => _longPress = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(LongPress));
        }

        /// <summary>How soon after the first press the second one is a <see cref="ButtonEvent.DoubleClick"/>, in ms; 400 by default. At 0 there is none, and a click is told of at once.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
        public int DoubleClick
        {
            get => _doubleClick;
            set => _doubleClick = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(DoubleClick));
        }

        /// <summary>Whether it is down, by what has been read.</summary>
        public bool IsDown => _isDown;

        /// <summary>Waits for what happens next.</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        public async Coroutine<ButtonEvent> ReadAsync()
        {
            for (; ; )
            {
                int next = _untold;

                if (next > 0)
                {
                    try
                    {
                        _untold = 0;
                        return (ButtonEvent)(next - 1);
                    }
                    catch (OutOfMemoryException)
                    {
                        _untold = next;
                        throw;
                    }
                }

                // A due time that lies before the next edge comes first, however late both are looked at.
                bool hasEdge;
                int now;

                lock (_times)
                {
                    hasEdge = _read != _written;
                    now = hasEdge ? _times[_read & (Kept - 1)] : _clock.Ticks;
                }

                bool awaitsLong = _isDown && !_isLongTold && _longPress != int.MaxValue;
                int limit = awaitsLong ? _longPress : _doubleClick;

                // Without a sign: it may have been let go for weeks, or nobody read for so long.
                uint elapsed = (uint)(now - _pressedAt);

                if ((awaitsLong || _isClick) && elapsed >= (uint)limit)
                {
                    _isLongTold = true;
                    _isClick = false;
                    _untold = 1 + (int)(awaitsLong ? ButtonEvent.LongPress : ButtonEvent.Click);
                    continue;
                }

                if (hasEdge)
                {
                    Take(now);
                    continue;
                }

                if (!awaitsLong && !_isClick)
                {
                    await _flag.WaitAsync();
                    continue;
                }

                int left = limit - (int)elapsed;

                try
                {
                    await _flag.WaitAsync().WaitAsync(left < Coroutine.MaxDelay ? left : Coroutine.MaxDelay);
                }
                catch (TimeoutException)
                {
                }
            }
        }

        /// <summary>Listens no more. Who waits goes on waiting.</summary>
        public void Dispose()
        {
            PinEdges.Unsubscribe(_pin, OnChanged);
        }

        private void Take(int time)
        {
            lock (_times)
            {
                _read++;
            }

            _isDown = !_isDown;

            if (!_isDown)
            {
                // After a long press, and after the second one of two, there is no click.
                _isClick = !_isLongTold && !_isDouble;
                _untold = 1 + (int)ButtonEvent.Release;
                return;
            }

            _isDouble = _isClick;
            _isClick = false;
            _pressedAt = time;
            _isLongTold = false;
            _untold = 1 + (int)(_isDouble ? ButtonEvent.DoubleClick : ButtonEvent.Press);
        }

        // On the thread of the runtime's events.
        private void OnChanged(object sender, PinValueChangedEventArgs e)
        {
            // Before anything is changed: memory may be too short for a call, and an edge in part would have presses taken for releases.
            bool isHigh = e.ChangeType == PinEventTypes.Rising;
            int now = _clock.Ticks;

            bool isNoted = false;

            // Nobody tells of this one again: where memory is too short, it is tried again.
            for (int attempts = PinEdges.MaxFailures; attempts > 0;)
            {
                try
                {
                    if (!isNoted)
                    {
                        lock (_times)
                        {
                            if (isHigh == _isHigh)
                            {
                                return;
                            }

                            _isHigh = isHigh;

                            if (_written - _read == Kept)
                            {
                                // With the one before it, so that presses and releases still take turns.
                                _written--;
                                return;
                            }

                            _times[_written & (Kept - 1)] = now;
                            _written++;
                            isNoted = true;
                        }
                    }

                    _flag.Set();
                    return;
                }
                catch (OutOfMemoryException)
                {
                    if (--attempts == 0)
                    {
                        throw;
                    }
                }
            }
        }
    }
}
