using System.Collections;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>Something to wait for that a test opens: a primitive made of BeginAwait, Unpark and Wake alone.</summary>
    internal sealed class Gate : Awaitable
    {
        private readonly ArrayList _waiters = new ArrayList();

        public int Waiters => _waiters.Count;

        public object Value { get; set; }

        /// <summary>Wakes the one that has waited longest.</summary>
        public void WakeOne()
        {
            Coroutine waiter = (Coroutine)_waiters[0];
            _waiters.RemoveAt(0);
            Wake(waiter);
        }

        public void WakeAll()
        {
            while (_waiters.Count > 0)
            {
                WakeOne();
            }
        }

        public override object EndAwait()
        {
            return Value;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            _waiters.Add(waiter);
            return false;
        }

        protected override bool Unpark(Coroutine waiter)
        {
            int index = _waiters.IndexOf(waiter);

            if (index < 0)
            {
                return false;
            }

            _waiters.RemoveAt(index);
            return true;
        }
    }
}
