using System;
using System.Device.Gpio;

namespace UAsyncio.Nano.Gpio
{
    /// <summary>The edges of an input, for coroutines: those that come between two waits are not lost.</summary>
    /// <remarks>
    /// The runtime tells of edges on a thread of its own; what is here is for the thread of the loop. Waiting allocates nothing. A device's native
    /// half forgets edges that come faster than it can tell of them: to count pulses of more than some hundred a second use what the chip has for it.
    /// </remarks>
    public sealed class PinEdges : IDisposable
    {
        // In a row.
        internal const int MaxFailures = 1000;

        private static readonly PinValueChangedEventHandler s_nobody = OnNothing;

        private readonly GpioPin _pin;
        private readonly PinEventTypes _edges;
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();
        private int _count;
        private PinEventTypes _last;

        /// <summary>Begins to listen.</summary>
        /// <param name="pin">An input. It stays open when this is disposed of.</param>
        /// <param name="edges">Which edges count; both, by default.</param>
        /// <param name="debounce">
        /// How long a level has to last, in ms: the pin's DebounceTimeout, which is left alone at 0. The first edge starts the time, and is told of at its end
        /// if the level is another than before.
        /// </param>
        /// <exception cref="ArgumentNullException"><paramref name="pin"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="edges"/> names none, or <paramref name="debounce"/> is less than 0.</exception>
        public PinEdges(GpioPin pin, PinEventTypes edges = PinEventTypes.Rising | PinEventTypes.Falling, int debounce = 0)
        {
            if (pin == null)
            {
                throw new ArgumentNullException(nameof(pin));
            }

            if ((edges & (PinEventTypes.Rising | PinEventTypes.Falling)) == 0)
            {
                throw new ArgumentOutOfRangeException(nameof(edges));
            }

            SetDebounce(pin, debounce);
            _pin = pin;
            _edges = edges;
            pin.ValueChanged += OnChanged;
        }

        /// <inheritdoc cref="PinEdges(GpioPin, PinEventTypes, int)"/>
        /// <param name="pin">An input. It stays open when this is disposed of.</param>
        /// <param name="edges">Which edges count.</param>
        /// <param name="debounce">How long a level has to last; TimeSpan.Zero leaves the pin's DebounceTimeout alone.</param>
        public PinEdges(GpioPin pin, PinEventTypes edges, TimeSpan debounce)
            : this(pin, edges, Coroutine.MillisecondsOf(debounce))
        {
        }

        /// <summary>How many edges there were; it wraps.</summary>
        public int Count => _count;

        /// <summary>The last one; None before the first.</summary>
        public PinEventTypes Last => _last;

        /// <summary>Waits for an edge; does not wait when there was one since the last wait. <see cref="Last"/> and <see cref="Count"/> tell more.</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        public VoidAwaitable WaitAsync()
        {
            return _flag;
        }

        /// <summary>Forgets an edge that nobody has waited for.</summary>
        public void Reset()
        {
            _flag.Reset();
        }

        /// <summary>Listens no more. Who waits goes on waiting.</summary>
        public void Dispose()
        {
            Unsubscribe(_pin, OnChanged);
        }

        // Somebody stays subscribed: once nobody is, a debounce time that is under way ends in a crash of the device, and an STM32 takes the pin
        // to be next time as it is now.
        internal static void Unsubscribe(GpioPin pin, PinValueChangedEventHandler handler)
        {
            // The caller's using tries it once.
            for (int attempts = MaxFailures; attempts > 0;)
            {
                try
                {
                    pin.ValueChanged -= s_nobody;
                    pin.ValueChanged += s_nobody;
                    pin.ValueChanged -= handler;
                    return;
                }
                catch (ObjectDisposedException)
                {
                    // The pin was closed before, and tells nothing any more.
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

        internal static void SetDebounce(GpioPin pin, int debounce)
        {
            if (debounce < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(debounce));
            }

            long ticks = debounce * TimeSpan.TicksPerMillisecond;

            if (ticks > 0 && pin.DebounceTimeout.Ticks != ticks)
            {
                // An ESP32 does not take another time in the place of one.
                pin.DebounceTimeout = TimeSpan.Zero;
                pin.DebounceTimeout = new TimeSpan(ticks);
            }
        }

        private static void OnNothing(object sender, PinValueChangedEventArgs e)
        {
        }

        // On the thread of the runtime's events.
        private void OnChanged(object sender, PinValueChangedEventArgs e)
        {
            PinEventTypes edge = e.ChangeType;

            if ((edge & _edges) != PinEventTypes.None)
            {
                _last = edge;
                _count++;

                // Who waits would not hear of it before the next one: where memory is too short, it is tried again.
                for (int attempts = MaxFailures; attempts > 0;)
                {
                    try
                    {
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
}
