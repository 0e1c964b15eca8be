using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// An exception on its way to a coroutine: put in the place of what it waits for, it is thrown when the await ends. It looks like a
    /// coroutine that has failed, so that an await of one needs no look for it.
    /// </summary>
    internal sealed class Interruption : Coroutine
    {
        // Made in advance, one for all: to cancel takes no memory. (MicroPython does the same with its CancelledError.)
        internal static readonly Interruption s_canceled = new Interruption(new CanceledException());

        internal Interruption(Exception exception)
        {
            _awaiting = exception;

            // Who it is on its way to is told: nobody else is, when a cancellation takes its place.
            _state = Observed;
        }

        protected internal override void MoveNext()
        {
        }
    }
}
