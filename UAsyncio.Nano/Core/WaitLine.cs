using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A line of coroutines that wait for the same thing, first come, first served: the base of what keeps waiters and decides itself when
    /// they go on.
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. The first waiter costs nothing more; the room for others is kept, so that a line that is as long
    /// as before allocates nothing.
    /// </remarks>
    public abstract class WaitLine : VoidAwaitable
    {
        internal Coroutine _first;
        private Coroutine[] _others;
        private int _otherCount;

        /// <summary>True while a coroutine waits here.</summary>
        public bool HasWaiters => _first != null;

        /// <summary>How many coroutines wait here.</summary>
        public int Count => _first == null ? 0 : _otherCount + 1;

        /// <summary>The coroutine that has waited longest; null when nobody waits.</summary>
        public Coroutine First => _first;

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            Add(waiter);
            return false;
        }

        /// <summary>Wakes the one that has waited longest. It changes nothing if it throws.</summary>
        /// <returns>It; null when nobody waits.</returns>
        protected internal Coroutine WakeFirst()
        {
            EventQueue queue = EventLoop.s_onlyQueue ?? QueueOfOne();
            Coroutine waiter = _first;
            Commit.Begin();

            if (waiter != null)
            {
                queue.Push(waiter);
                RemoveAt(-1);
            }

            Commit.End();
            return waiter;
        }

        /// <summary>Wakes all, in the order in which they came. It changes nothing if it throws.</summary>
        protected internal void WakeAll()
        {
            EventQueue queue = EventLoop.s_onlyQueue ?? QueueOfOne();
            Commit.Begin();
            WakeAll(queue);
            Commit.End();
        }

        /// <summary>Adds a coroutine at the end, or, if it throws, not at all.</summary>
        /// <param name="waiter">The coroutine; it must be about to wait: its BeginAwait returns false.</param>
        protected internal void Add(Coroutine waiter)
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

            _others[_otherCount] = waiter;
            _otherCount++;
        }

        /// <inheritdoc/>
        [Commit]
        protected internal override bool Unpark(Coroutine waiter)
        {
            int place = -1;

            if (_first != waiter)
            {
                place = 0;

                while (place < _otherCount && _others[place] != waiter)
                {
                    place++;
                }

                if (place == _otherCount)
                {
                    return false;
                }
            }

            RemoveAt(place);
            return true;
        }

        /// <summary>Ends the wait of all by an exception. It changes nothing if it throws.</summary>
        internal void FailAll(Exception exception)
        {
            Interruption failure = new Interruption(exception);
            EventQueue queue = EventLoop.s_onlyQueue ?? QueueOfOne();
            Commit.Begin();

            if (_first != null)
            {
                _first.PutInterruption(failure);
            }

            for (int i = 0; i < _otherCount; i++)
            {
                _others[i].PutInterruption(failure);
            }

            WakeAll(queue);
            Commit.End();
        }

        /// <summary>Adds the tasks that wait here to others.</summary>
        internal int FindTasks(Coroutine[] found, int count)
        {
            count = EventLoop.Find(_first, found, count);

            for (int i = 0; i < _otherCount; i++)
            {
                count = EventLoop.Find(_others[i], found, count);
            }

            return count;
        }

        [Inline]
        [Commit]
        internal void WakeAll(EventQueue queue)
        {
            if (_first != null)
            {
                queue.Push(_first);
                _first = null;
            }

            for (int i = 0; i < _otherCount; i++)
            {
                queue.Push(_others[i]);
                _others[i] = null;
            }

            _otherCount = 0;
        }

        // Of the running loop, where there are several. Before the first one nobody can wait, and nothing is woken.
        private EventQueue QueueOfOne()
        {
            return _first == null && EventLoop.s_first == null ? null : EventLoop.Running._queue;
        }

        // -1 is the first; those behind move up.
        [Inline]
        [Commit]
        private void RemoveAt(int place)
        {
            if (_otherCount == 0)
            {
                _first = null;
                return;
            }

            if (place < 0)
            {
                _first = _others[0];
                place = 0;
            }

            int last = _otherCount - 1;

            for (; place < last; place++)
            {
                _others[place] = _others[place + 1];
            }

            _others[last] = null;
            _otherCount = last;
        }
    }
}
