using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// The poller of a device: asks each parked operation once a pass, and idles so that an event is answered quickly.
    /// (uasyncio: PollEventLoop)
    /// </summary>
    /// <remarks>
    /// The 1.x runtime has no select: no wait ends when any of several sockets is ready. So, after an event, it keeps asking for
    /// <see cref="Window"/> milliseconds, in which the answer of a peer usually comes; then it sleeps between two rounds, for 1
    /// millisecond first and up to <see cref="MaxSleep"/> as time goes by. <see cref="Wake"/> ends a sleep at once.
    /// </remarks>
    public class DevicePoller : IPoller
    {
        internal static bool s_debug;

        private readonly AutoResetEvent _signal = new AutoResetEvent(false);
        private IoOperation[] _parked = new IoOperation[4];
        private int _count;
        private int _lastEvent;
        private int _idleRounds;
        private bool _active;
        private bool _woken;

        /// <summary>
        /// The I/O's debug switch, for all loops: prints which operation a coroutine is parked on, and when it is woken.
        /// Off, it costs nothing. (uasyncio: set_debug)
        /// </summary>
        public static bool Debug
        {
            get => s_debug;
            set => s_debug = value;
        }

        /// <summary>
        /// How long, in ms, it keeps asking after an event before the first sleep; 4 by default, 0 not at all, never negative. The processor
        /// is busy meanwhile.
        /// </summary>
        public int Window { get; set; } = 4;

        /// <summary>
        /// The longest sleep in ms between two rounds while operations are parked, 1 or more; 8 by default. It bounds the delay
        /// of an event that comes out of the blue, and saves energy.
        /// </summary>
        public int MaxSleep { get; set; } = 8;

        /// <summary>
        /// Called before a sleep of <see cref="RestTime"/> or longer, which nothing but a timer's end, an interrupt or another thread will end:
        /// the place to switch a radio off, or to have the processor sleep light. Its argument is how long the sleep may be, in milliseconds, an int; -1 where no
        /// timer is set. What it schedules comes before the sleep; what it throws leaves Run. Null for nothing.
        /// </summary>
        public LoopCallback Resting { get; set; }

        /// <summary>From how many milliseconds on a sleep is a rest: 1000 by default.</summary>
        public int RestTime { get; set; } = 1000;

        /// <inheritdoc/>
        /// <remarks>Who overrides it overrides <see cref="HasOwnTime"/> too.</remarks>
        public virtual int Ticks => (int)Environment.TickCount64;

        /// <summary>True where <see cref="Ticks"/> is not the device's own time: the loop, which asks the device itself, asks here then.</summary>
        protected internal virtual bool HasOwnTime => false;

        /// <inheritdoc/>
        public bool HasWaiters => _count != 0;

        /// <summary>How many rounds found nothing, since the start: what idling costs, at one poll per parked operation.</summary>
        public int IdleRounds => _idleRounds;

        /// <inheritdoc/>
        public void Poll(int milliseconds)
        {
            EventLoop loop = EventLoop.Running;

            if (loop._atOnce != EventLoop.AtOnce)
            {
                // I/O that was done at once: the poller stays awake for what comes of it.
                _active = true;
            }

            if ((_count > 0 && Round(loop._queue)) || milliseconds == 0)
            {
                return;
            }

            Idle(milliseconds, loop._queue);
        }

        /// <inheritdoc/>
        public void Wake()
        {
            _woken = true;
            _signal.Set();
        }

        /// <inheritdoc/>
        public virtual void Close()
        {
            // Those who wait never run again: what they wait for is free, and can be closed.
            while (_count > 0)
            {
                _count--;
                _parked[_count].Waiter = null;
                _parked[_count] = null;
            }
        }

        /// <summary>Sleeps until the time is up or <see cref="Wake"/> is called.</summary>
        /// <param name="milliseconds">How long; -1 for ever.</param>
        protected virtual void Sleep(int milliseconds)
        {
            _signal.WaitOne(milliseconds, false);
        }

        /// <inheritdoc/>
        public void Add(IoOperation operation)
        {
            if (_count == _parked.Length)
            {
                IoOperation[] larger = new IoOperation[2 * _count];
                Array.Copy(_parked, larger, _count);
                _parked = larger;
            }

            _parked[_count] = operation;
            _count++;
        }

        /// <inheritdoc/>
        [Commit]
        public void Remove(IoOperation operation)
        {
            int index = IndexOf(operation);
            RemoveAt(index);
        }

        [Inline]
        [Commit]
        private int IndexOf(IoOperation operation)
        {
            int index = _count - 1;

            while (index >= 0 && _parked[index] != operation)
            {
                index--;
            }

            return index;
        }

        [Inline]
        [Commit]
        private void RemoveAt(int index)
        {
            if (index < 0)
            {
                return;
            }

            int last = _count - 1;

            for (; index < last; index++)
            {
                _parked[index] = _parked[index + 1];
            }

            _parked[last] = null;
            _count = last;
        }

        private void Idle(int milliseconds, EventQueue queue)
        {
            if (_count == 0)
            {
                if (!_woken)
                {
                    // For ever, -1, is the longest.
                    if (Resting != null && (uint)milliseconds >= (uint)RestTime)
                    {
                        Resting(milliseconds);

                        if (queue.Head != queue.Tail)
                        {
                            // It has scheduled something.
                            return;
                        }

                        if (queue.FirstTimer != queue.TimerEnd)
                        {
                            // It may have slept itself, or set a timer.
                            milliseconds = queue.Slots[queue.FirstTimer]._due - Ticks;
                            milliseconds = milliseconds > 0 ? milliseconds : 0;
                        }
                    }

                    Sleep(milliseconds);
                }

                _woken = false;
                return;
            }

            int now = Ticks;
            int start = now;
            int sleep = 1;

            if (_active)
            {
                _active = false;
                _lastEvent = now;
            }

            while (!_woken)
            {
                int left = milliseconds < 0 ? int.MaxValue : milliseconds - (now - start);

                if (left <= 0)
                {
                    return;
                }

                if ((uint)(now - _lastEvent) >= (uint)Window)
                {
                    Sleep(sleep < left ? sleep : left);
                    sleep = 2 * sleep < MaxSleep ? 2 * sleep : MaxSleep;
                }

                if (Round(queue))
                {
                    return;
                }

                now = Ticks;
            }

            _woken = false;
        }

        // Asks each once. One that is done leaves before its coroutine runs: no event is delivered twice. True when there is
        // something to run: what is tried may wake others than its own coroutine, and close others that are parked here.
        private bool Round(EventQueue queue)
        {
            int tail = queue.Tail;

            for (int i = 0; i < _count;)
            {
                i = _parked[i].FindReady(_parked, i, _count);

                if (i >= _count)
                {
                    break;
                }

                IoOperation operation = _parked[i];

                // It may have been done before, and memory too short to say so.
                Interruption failure = operation.IsPending ? operation.Attempt() : null;

                if (i >= _count || _parked[i] != operation)
                {
                    i = IndexOf(operation);

                    if (i < 0)
                    {
                        // It was closed by what it tried, and has been delivered.
                        i = 0;
                        continue;
                    }
                }

                if (operation.Waiter == null || (failure == null && operation.IsPending))
                {
                    i++;
                    continue;
                }

                // Nothing that could fail comes between the attempt and this: what is done already might not be found ready again.
                Coroutine waiter = operation.Waiter;
                Commit.Begin();
                operation.Deliver(queue, failure);
                RemoveAt(i);
                Commit.End();

                if (s_debug)
                {
                    operation.Trace("woken by ", waiter);
                }
            }

            if (queue.Tail == tail)
            {
                _idleRounds++;
                return false;
            }

            _lastEvent = Ticks;
            return true;
        }
    }
}
