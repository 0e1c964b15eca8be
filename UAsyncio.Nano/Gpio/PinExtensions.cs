using System;
using System.Device.Gpio;

namespace UAsyncio.Nano.Gpio
{
    /// <summary>What a pin can do with coroutines.</summary>
    public static class PinExtensions
    {
        /// <summary>
        /// Waits for the next edge from the await on. Edges between two such waits are lost: who must not lose any has a <see cref="PinEdges"/>.
        /// </summary>
        /// <param name="pin">An input.</param>
        /// <param name="edges">Which edges count.</param>
        /// <param name="debounce">How long the new level has to last, in ms; 0 leaves the pin's DebounceTimeout alone.</param>
        /// <returns>To be awaited: the edge.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="pin"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="edges"/> names none, or <paramref name="debounce"/> is less than 0.</exception>
        public static async Coroutine<PinEventTypes> WaitForEdgeAsync(this GpioPin pin, PinEventTypes edges, int debounce = 0)
        {
            PinEdges waiter = new PinEdges(pin, edges, debounce);

            try
            {
                await waiter.WaitAsync();
                return waiter.Last;
            }
            finally
            {
                // Nobody else has it: where memory is too short, it is tried again.
                for (int attempts = PinEdges.MaxFailures; waiter != null && attempts > 0; attempts--)
                {
                    try
                    {
                        waiter.Dispose();
                        waiter = null;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        /// <inheritdoc cref="WaitForEdgeAsync(GpioPin, PinEventTypes, int)"/>
        /// <param name="pin">An input.</param>
        /// <param name="edges">Which edges count.</param>
        /// <param name="debounce">How long the new level has to last; TimeSpan.Zero leaves the pin's DebounceTimeout alone.</param>
        public static Coroutine<PinEventTypes> WaitForEdgeAsync(this GpioPin pin, PinEventTypes edges, TimeSpan debounce)
        {
            return WaitForEdgeAsync(pin, edges, Coroutine.MillisecondsOf(debounce));
        }
    }
}
