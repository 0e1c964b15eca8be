namespace UAsyncio.Nano
{
    /// <summary>
    /// A line of coroutines that wait for the same thing, first come, first served: the base of every primitive that keeps waiters.
    /// Awaited as it is, it waits until somebody wakes it.
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. The first waiter costs nothing more; the room for others is kept, so that a line that is as long
    /// as before allocates nothing.
    /// </remarks>
    public class WaitList : Awaitable
    {
        private Coroutine _first;
        private Coroutine[] _others;
        private int _otherCount;

        /// <summary>True while a coroutine waits here.</summary>
        public bool HasWaiters => _first != null;

        /// <summary>How many coroutines wait here.</summary>
        public int Count => _first == null ? 0 : _otherCount + 1;

        /// <summary>Wakes the one that has waited longest.</summary>
        /// <returns>It; null when nobody waits.</returns>
        protected internal Coroutine WakeFirst()
        {
            Coroutine waiter = _first;

            if (waiter != null)
            {
                Wake(waiter);
                RemoveAt(0);
            }

            return waiter;
        }

        /// <summary>Wakes all, in the order in which they came.</summary>
        public void WakeAll()
        {
            while (_first != null)
            {
                WakeFirst();
            }
        }

        /// <inheritdoc/>
        protected internal override void Park(Coroutine waiter)
        {
            if (_first == null)
            {
                _first = waiter;
                return;
            }

            if (_others == null || _otherCount == _others.Length)
            {
                Coroutine[] larger = new Coroutine[_others == null ? 2 : 2 * _otherCount];

                for (int i = 0; i < _otherCount; i++)
                {
                    larger[i] = _others[i];
                }

                _others = larger;
            }

            _others[_otherCount++] = waiter;
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            if (_first == waiter)
            {
                RemoveAt(0);
                return true;
            }

            for (int i = 0; i < _otherCount; i++)
            {
                if (_others[i] == waiter)
                {
                    RemoveAt(i + 1);
                    return true;
                }
            }

            return false;
        }

        // Those behind it move up.
        private void RemoveAt(int place)
        {
            if (_otherCount == 0)
            {
                _first = null;
                return;
            }

            if (place == 0)
            {
                _first = _others[0];
                place = 1;
            }

            int last = --_otherCount;

            for (int i = place - 1; i < last; i++)
            {
                _others[i] = _others[i + 1];
            }

            _others[last] = null;
        }
    }
}
