using System;
using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Something that is tried until it can be done: a read, a write, an accept. It is tried when it is awaited and then
    /// on every pass of the loop, and its coroutine is woken once, when it is done or has failed.
    /// </summary>
    /// <remarks>
    /// It is made once and used again and again, by one coroutine at a time: awaiting allocates nothing. Because an
    /// event is delivered to the operation and the operation then leaves the poller, a hang-up cannot wake anybody twice.
    /// </remarks>
    public abstract class IoOperation : IntAwaitable
    {
        /// <summary>What <see cref="Try"/> returns when it has to be tried again.</summary>
        protected const int Pending = -1;

        // From the await to the delivery of the result: the coroutine that waits.
        internal Coroutine _waiter;

        // What came out; Pending while it is being tried. An int field and no flag beside it: fields are dear.
        private int _result;

        /// <summary>
        /// True while a coroutine waits here. One that does not wait any more is still remembered where memory was too short to end its
        /// wait: ask whether there is one first, which costs no call.
        /// </summary>
        public bool IsBusy => _waiter != null && _waiter._state >= 0;

        /// <summary>Tries once, without waiting.</summary>
        /// <returns>The result, 0 or more; -1 when it has to be tried again. What it throws is the outcome.</returns>
        protected abstract int Try();

        /// <summary>Takes a result back that nobody will get: its coroutine was cancelled before its turn.</summary>
        /// <param name="result">What <see cref="Try"/> returned.</param>
        protected virtual void Undo(int result)
        {
        }

        /// <inheritdoc/>
        public override bool BeginAwait()
        {
            if (_waiter != null && IsBusy)
            {
                throw new InvalidOperationException("another coroutine waits here");
            }

            _result = Try();

            // A coroutine that always finds its I/O ready has a turn of the loop now and then all the same.
            return _result != Pending && DevicePoller.Spend();
        }

        /// <inheritdoc/>
        public override int EndAwaitInt()
        {
            _waiter = null;
            return _result;
        }

        /// <inheritdoc/>
        protected internal override void Park(Coroutine waiter)
        {
            // Either can fail for want of memory: then nobody waits here.
            if (_result == Pending)
            {
                DevicePoller.Here.Add(this);
            }
            else
            {
                Wake(waiter);
            }

            _waiter = waiter;

            if (DevicePoller.s_debug && _result == Pending)
            {
                DevicePoller.Trace("parked on ", this);
            }
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            if (_result != Pending || _waiter != waiter)
            {
                return false;
            }

            DevicePoller.Here.Remove(this);
            _waiter = null;
            return true;
        }

        internal override bool Interrupt(Coroutine waiter, Exception exception)
        {
            if (Unpark(waiter))
            {
                Wake(waiter);
            }
            else
            {
                _waiter = null;
                Undo(_result);
            }

            waiter._awaiting = new Interruption(exception);
            return true;
        }

        /// <summary>Tries for the coroutine that is parked here, and keeps what comes of it.</summary>
        /// <returns>True when it is done or has failed.</returns>
        internal bool Attempt()
        {
            try
            {
                _result = Try();
                return _result != Pending;
            }
            catch (Exception exception)
            {
                _waiter._awaiting = new Interruption(exception);
                _result = 0;
                return true;
            }
        }

        /// <summary>Wakes the coroutine that waits here: the poller has let it go.</summary>
        internal void Deliver()
        {
            Coroutine waiter = _waiter;
            Wake(waiter);

            if (waiter._awaiting != this)
            {
                // It has failed: who waited has the exception, and this is free.
                _waiter = null;
            }
        }

        /// <summary>Tries now, if a coroutine waits here: what it works on was closed.</summary>
        public void Retry()
        {
            if (_waiter != null && _result == Pending && Attempt())
            {
                DevicePoller.Here.Remove(this);
                Deliver();
            }
        }
    }
}
