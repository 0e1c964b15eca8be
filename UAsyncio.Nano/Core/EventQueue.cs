using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// The two queues of a loop, allocated once: the run queue, a ring, and the wait queue, an array sorted by due time.
    /// One object, because each costs a header. It holds no more than it was made for; the loop admits accordingly.
    /// </summary>
    internal sealed class EventQueue
    {
        // The run queue: from _head to _tail, which count on and on; their low bits are the index.
        internal readonly Coroutine[] _ready;
        internal int _head;
        internal int _tail;

        // The wait queue: the latest first, so that taking the next one is taking the last one. Among equals
        // the one that came first is nearer to the end.
        internal readonly Coroutine[] _timers;
        internal int _timerCount;

        internal EventQueue(int readyLength, int timerLength)
        {
            int length = 1;

            while (length < readyLength)
            {
                length <<= 1;
            }

            _ready = new Coroutine[length];
            _timers = new Coroutine[timerLength];
        }

        internal void Push(Coroutine coroutine)
        {
            Coroutine[] ready = _ready;
            int tail = _tail;
            ready[tail & (ready.Length - 1)] = coroutine;
            _tail = tail + 1;
        }

        internal Coroutine this[int position]
        {
            get => _ready[position & (_ready.Length - 1)];
            private set => _ready[position & (_ready.Length - 1)] = value;
        }

        /// <summary>Takes one out of the run queue; those behind it move up.</summary>
        internal void RemoveReady(int position)
        {
            for (int last = _tail - 1; position != last; position++)
            {
                this[position] = this[position + 1];
            }

            this[position] = null;
            _tail--;
        }

        /// <summary>Adds a timer; its due tick is set already. The caller has seen to it that there is room.</summary>
        internal void AddTimer(Coroutine coroutine)
        {
            Coroutine[] timers = _timers;
            int count = _timerCount;
            int index = 0;

            if (count > 0)
            {
                // Most often it is the latest of all, or as late: then there is nothing to search.
                if (timers[0]._due - coroutine._due > 0)
                {
                    index = FindTimer(coroutine._due);
                }

                Array.Copy(timers, index, timers, index + 1, count - index);
            }

            timers[index] = coroutine;
            _timerCount = count + 1;
        }

        /// <summary>Refuses one more timer where there is no room for it.</summary>
        internal void CheckTimers()
        {
            if (_timerCount == _timers.Length)
            {
                throw new InvalidOperationException("all " + _timerCount + " timers taken: raise EventLoop's timerLength");
            }
        }

        internal bool RemoveTimer(Coroutine coroutine)
        {
            // By native code: quicker than a search by due time, while there is something to find.
            Coroutine[] timers = _timers;
            int index = Array.IndexOf(timers, coroutine, 0, _timerCount);

            if (index < 0)
            {
                return false;
            }

            int last = --_timerCount;
            Array.Copy(timers, index + 1, timers, index, last - index);
            timers[last] = null;
            return true;
        }

        // The first timer that is not later than the tick. Ticks wrap: only their signed difference tells.
        private int FindTimer(int due)
        {
            Coroutine[] timers = _timers;
            int low = 0;
            int high = _timerCount;

            while (low < high)
            {
                int middle = (low + high) >> 1;

                if (timers[middle]._due - due > 0)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }
}
