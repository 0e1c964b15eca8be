using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// The two queues of a loop, allocated once: the run queue, a ring, and behind it in the same array the wait queue, sorted by due
    /// time. One object and one array, because each costs a header. It holds no more than it was made for; the loop admits accordingly.
    /// Awaited, it is a yield: it takes the coroutine in, at the end of the run queue.
    /// </summary>
    internal sealed class EventQueue : VoidAwaitable
    {
        internal readonly Coroutine[] Slots;

        // The ring: from Head to Tail, which count on and on; their low bits are the index.
        internal readonly int Mask;
        internal int Head;
        internal int Tail;

        // The timers: the next one to be due first; among equals in the order in which they came.
        internal int FirstTimer;
        internal int TimerEnd;

        internal EventQueue(int readyLength, int timerLength)
        {
            int length = 1;

            while (length < readyLength)
            {
                length <<= 1;
            }

            Slots = new Coroutine[length + timerLength];
            Mask = length - 1;
            FirstTimer = TimerEnd = length;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            Push(waiter);
            return false;
        }

        internal int TimerCount => TimerEnd - FirstTimer;

        internal int TimerLength => Slots.Length - Mask - 1;

        [Inline]
        [Commit]
        internal void Push(Coroutine coroutine)
        {
            int tail = Tail;
            Slots[tail & Mask] = coroutine;
            Tail = tail + 1;
        }

        /// <summary>Lets the timers before an index have their turn. If it throws, nothing has changed.</summary>
        internal void MakeReady(int end)
        {
            int count = end - FirstTimer;

            // What is behind the tail counts only from the stores at the end on.
            if (count == 1)
            {
                Slots[Tail & Mask] = Slots[FirstTimer];
            }
            else if (count != 0)
            {
                CopyBehindTail(count);
            }

            Commit.Begin();
            FirstTimer = end;
            Tail += count;
            Commit.End();
        }

        /// <summary>Refuses one more timer where there is no room for it, and makes sure that there is room behind the last one.</summary>
        internal void PrepareTimer()
        {
            if (TimerEnd != Slots.Length)
            {
                return;
            }

            int first = Mask + 1;
            int count = TimerEnd - FirstTimer;

            if (FirstTimer == first)
            {
                throw new InvalidOperationException("all " + count + " timers taken: raise EventLoop's timerLength");
            }

            // A copy that has been made changes nothing until the next line. What it leaves behind the last one is overwritten, or cleared
            // when the loop is idle.
            Array.Copy(Slots, FirstTimer, Slots, first, count);
            FirstTimer = first;
            TimerEnd = first + count;
        }

        /// <summary>Adds a timer; its due tick is set already, and there is room for it.</summary>
        internal void AddTimer(Coroutine coroutine)
        {
            Coroutine[] slots = Slots;
            int end = TimerEnd;
            int index = end;

            // Most often it is the latest of all, or as late: then there is nothing to move.
            if (end > FirstTimer && slots[end - 1]._due - coroutine._due > 0)
            {
                index = FindLater(coroutine._due);
                Array.Copy(slots, index, slots, index + 1, end - index);
            }

            slots[index] = coroutine;
            TimerEnd = end + 1;
        }

        /// <summary>Adds a timer that is most often the latest; its due tick is set already, and there is room for it.</summary>
        [Inline]
        [Commit]
        internal void InsertTimer(Coroutine coroutine)
        {
            Coroutine[] slots = Slots;
            int due = coroutine._due;
            int index = TimerEnd;

            while (index > FirstTimer && slots[index - 1]._due - due > 0)
            {
                slots[index] = slots[index - 1];
                index--;
            }

            slots[index] = coroutine;
            TimerEnd++;
        }

        /// <summary>Takes a timer out. A time limit that was set last is most often the first to be taken back.</summary>
        /// <returns>False when it is not there.</returns>
        [Inline]
        [Commit]
        internal bool RemoveTimer(Coroutine coroutine)
        {
            Coroutine[] slots = Slots;
            int last = TimerEnd - 1;

            for (int index = last; index >= FirstTimer; index--)
            {
                if (slots[index] == coroutine)
                {
                    for (; index < last; index++)
                    {
                        slots[index] = slots[index + 1];
                    }

                    slots[last] = null;
                    TimerEnd = last;
                    return true;
                }
            }

            return false;
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            // It is in the run queue.
            return false;
        }

        // At once: the runtime looks at the type of each one that is stored, and not of those that are copied.
        private void CopyBehindTail(int count)
        {
            int tail = Tail & Mask;
            int room = Mask + 1 - tail;
            room = count < room ? count : room;
            Array.Copy(Slots, FirstTimer, Slots, tail, room);
            Array.Copy(Slots, FirstTimer + room, Slots, 0, count - room);
        }

        // The first timer that is later than the tick. Ticks wrap: only their signed difference tells.
        private int FindLater(int due)
        {
            int low = FirstTimer;
            int high = TimerEnd;

            while (low < high)
            {
                int middle = (low + high) >> 1;

                if (Slots[middle]._due - due > 0)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            return low;
        }
    }
}
