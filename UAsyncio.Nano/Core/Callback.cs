using System;

namespace UAsyncio.Nano
{
    /// <summary>A function for the loop to call.</summary>
    /// <param name="state">What was given along with it.</param>
    public delegate void LoopCallback(object state);

    /// <summary>A task that calls one function: what CallSoon and CallLater return, and cancel by.</summary>
    internal sealed class Callback : Coroutine
    {
        private readonly LoopCallback _callback;
        private readonly object _argument;

        internal Callback(LoopCallback callback, object argument)
        {
            if (callback == null)
            {
                throw new ArgumentNullException(nameof(callback));
            }

            _callback = callback;
            _argument = argument;
        }

        protected internal override void MoveNext()
        {
            object outcome = null;
            int end = Succeeded;

            // Once it has begun it is not called again, whatever happens.
            _state = Running;

            try
            {
                _callback(_argument);
            }
            catch (Exception exception)
            {
                outcome = exception;
                end = Faulted;
            }

            _awaiting = outcome;
            _state = end;
        }
    }
}
