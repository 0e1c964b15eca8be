using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        private LoopWatch _watch;

        /// <summary>
        /// What watches the tasks that are made from now on, and all turns; null, as until set, for nothing: then it costs a comparison for
        /// each pass and each task in a reserved slot.
        /// </summary>
        public LoopWatch Watch
        {
            get => _watch;
            set
            {
                _watch = value;
                LimitAdmission();
            }
        }

        /// <summary>How long a coroutine has to wait for its turn.</summary>
        /// <param name="coroutine">A coroutine of this loop.</param>
        /// <returns>
        /// 0 when it is ready; in milliseconds when it is in a delay or under a time limit, whatever else it waits for; -1 when it waits
        /// without a timer.
        /// </returns>
        public int TimeLeft(Coroutine coroutine)
        {
            EventQueue queue = _queue;

            for (int i = queue.FirstTimer; i < queue.TimerEnd; i++)
            {
                if (queue.Slots[i] == coroutine)
                {
                    int left = coroutine._due - Ticks;
                    return left > 0 ? left : 0;
                }
            }

            int position = queue.Head;

            while (position != queue.Tail && queue.Slots[position & queue.Mask] != coroutine)
            {
                position++;
            }

            return position == queue.Tail ? -1 : 0;
        }

        // The turns of a pass, each before the eyes of who watches.
        private void RunWatched(EventQueue queue, int end)
        {
            while (queue.Head != end)
            {
                LoopWatch watch = _watch;
                watch?.TurnBegins(queue.Slots[queue.Head & queue.Mask]);
                RunTurn(queue);
                watch?.TurnEnds();
            }
        }

        private void RunTurn(EventQueue queue)
        {
            Coroutine coroutine = queue.Slots[queue.Head & queue.Mask];

            try
            {
                queue.Head++;

                do
                {
                    coroutine.MoveNext();

                    if (coroutine._state >= Coroutine.Scheduled)
                    {
                        break;
                    }

                    coroutine = coroutine._link as Coroutine ?? EndTask(coroutine);
                }
                while (coroutine != null);
            }
            catch (OutOfMemoryException exception)
            {
                KeepForNextPass(queue, coroutine, exception);
                throw;
            }
        }
    }
}
