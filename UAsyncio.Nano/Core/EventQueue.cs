using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// The two queues of a loop, allocated once: the run queue, a ring, and the wait queue, an array sorted by due time.
    /// One object, because each costs a header. It holds no more than it was made for; the loop admits accordingly.
    /// </summary>
    internal sealed class EventQueue
    {
        // The run queue.
        internal int _count;
        private readonly Coroutine[] _ready;
        private int _head;

        // The wait queue: the latest first, so that taking the next one is taking the last one. Among equals
        // the one that came first is nearer to the end.
        internal int _timerCount;
        internal readonly Coroutine[] _timers;

        internal EventQueue(int readyLength, int timerLength)
        {
            _ready = new Coroutine[readyLength];
            _timers = new Coroutine[timerLength];
        }

        internal int ReadyLength => _ready.Length;

        internal void Push(Coroutine coroutine)
        {
            Coroutine[] ready = _ready;
            int tail = _head + _count;

            if (tail >= ready.Length)
            {
                tail -= ready.Length;
            }

            ready[tail] = coroutine;
            _count++;
        }

        internal Coroutine Pop()
        {
            Coroutine[] ready = _ready;
            int head = _head;
            Coroutine coroutine = ready[head];
            ready[head] = null;
            _count--;

            if (++head == ready.Length)
            {
                head = 0;
            }

            _head = head;
            return coroutine;
        }

        /// <summary>Takes one out of the run queue; the others keep their order.</summary>
        internal bool RemoveReady(Coroutine coroutine)
        {
            bool found = false;

            for (int i = _count; i > 0; i--)
            {
                Coroutine other = Pop();

                if (other == coroutine)
                {
                    found = true;
                }
                else
                {
                    Push(other);
                }
            }

            return found;
        }

        /// <summary>Adds a timer; its due tick is set already. The caller has seen to it that there is room.</summary>
        internal void AddTimer(Coroutine coroutine)
        {
            Coroutine[] timers = _timers;
            int index = FindTimer(coroutine._due);
            int later = _timerCount - index;

            if (later > 0)
            {
                Array.Copy(timers, index, timers, index + 1, later);
            }

            timers[index] = coroutine;
            _timerCount++;
        }

        internal Coroutine PopTimer()
        {
            int last = --_timerCount;
            Coroutine coroutine = _timers[last];
            _timers[last] = null;
            return coroutine;
        }

        internal bool RemoveTimer(Coroutine coroutine)
        {
            Coroutine[] timers = _timers;

            for (int i = FindTimer(coroutine._due); i < _timerCount && timers[i]._due == coroutine._due; i++)
            {
                if (timers[i] == coroutine)
                {
                    int last = --_timerCount;
                    Array.Copy(timers, i + 1, timers, i, last - i);
                    timers[last] = null;
                    return true;
                }
            }

            return false;
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
