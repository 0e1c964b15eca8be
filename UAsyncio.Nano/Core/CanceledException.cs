using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Thrown inside a coroutine, at its innermost await, by <see cref="Coroutine.Cancel"/>; and out of the await of
    /// a coroutine that was cancelled. (uasyncio: CancelledError)
    /// </summary>
    /// <remarks><c>catch (Exception)</c> catches it too: rethrow it there, or the coroutine has refused to be cancelled.</remarks>
    public sealed class CanceledException : Exception
    {
        /// <summary>Creates the exception.</summary>
        public CanceledException()
        {
        }
    }
}
