using System;

namespace UAsyncio.Nano
{
    /// <summary>An exception on its way to a coroutine: put in the place of what it waits for, it is thrown when the await ends.</summary>
    internal sealed class Interruption : IntAwaitable
    {
        private Exception _exception;

        internal Interruption(Exception exception)
        {
            _exception = exception;
        }

        public override int EndAwaitInt()
        {
            throw _exception;
        }

        protected internal override void Park(Coroutine waiter)
        {
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }

        internal override bool Interrupt(Coroutine waiter, Exception exception)
        {
            // A cancellation is not lost behind a failure; two cancellations are one.
            if (_exception is CanceledException)
            {
                return false;
            }

            _exception = exception;
            return true;
        }
    }
}
