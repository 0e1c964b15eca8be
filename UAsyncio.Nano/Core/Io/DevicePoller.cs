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
        // How many operations a pass may complete at once, without a turn of the loop between them.
        private const int Budget = 16;

        internal static bool s_debug;

        private readonly AutoResetEvent _signal = new AutoResetEvent(false);
        private IoOperation[] _parked = new IoOperation[4];
        private int _count;
        private int _budget = Budget;
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
        /// How long, in ms, it keeps asking after an event before the first sleep; 4 by default, 0 never. The processor
        /// is busy meanwhile.
        /// </summary>
        public int Window { get; set; } = 4;

        /// <summary>
        /// The longest sleep in ms between two rounds while operations are parked; 8 by default. It bounds the delay
        /// of an event that comes out of the blue, and saves energy.
        /// </summary>
        public int MaxSleep { get; set; } = 8;

        /// <inheritdoc/>
        public virtual int Ticks => (int)Environment.TickCount64;

        /// <inheritdoc/>
        public bool HasWaiters => _count > 0;

        /// <summary>How many rounds found nothing, since the start: what idling costs, at one poll per parked operation.</summary>
        public int IdleRounds => _idleRounds;

        internal static DevicePoller Here
        {
            get
            {
                DevicePoller poller = EventLoop.Running._poller as DevicePoller;

                if (poller == null)
                {
                    throw new InvalidOperationException("the loop's poller is no DevicePoller");
                }

                return poller;
            }
        }

        /// <inheritdoc/>
        public void Poll(int milliseconds)
        {
            if (_budget != Budget)
            {
                // I/O that was done at once: the poller stays awake for what comes of it.
                _budget = Budget;
                _active = true;
            }

            if ((_count > 0 && Round()) || milliseconds == 0)
            {
                return;
            }

            Idle(milliseconds);
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
        }

        /// <summary>Sleeps until the time is up or <see cref="Wake"/> is called.</summary>
        /// <param name="milliseconds">How long; -1 for ever.</param>
        protected virtual void Sleep(int milliseconds)
        {
            _signal.WaitOne(milliseconds, false);
        }

        internal static bool Spend()
        {
            return --Here._budget >= 0;
        }

        internal void Add(IoOperation operation)
        {
            if (_count == _parked.Length)
            {
                IoOperation[] larger = new IoOperation[2 * _count];
                Array.Copy(_parked, larger, _count);
                _parked = larger;
            }

            _parked[_count++] = operation;
        }

        internal void Remove(IoOperation operation)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_parked[i] == operation)
                {
                    RemoveAt(i);
                    return;
                }
            }
        }

        internal static void Trace(string what, IoOperation operation)
        {
            Console.WriteLine(operation._waiter.Name + " " + what + operation.GetType().Name);
        }

        private void RemoveAt(int index)
        {
            int last = --_count;
            Array.Copy(_parked, index + 1, _parked, index, last - index);
            _parked[last] = null;
        }

        private void Idle(int milliseconds)
        {
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

                if (_count == 0)
                {
                    Sleep(milliseconds < 0 ? Timeout.Infinite : left);
                }
                else if ((uint)(now - _lastEvent) >= (uint)Window)
                {
                    Sleep(sleep < left ? sleep : left);
                    sleep = 2 * sleep < MaxSleep ? 2 * sleep : MaxSleep;
                }

                if (_count > 0 && Round())
                {
                    return;
                }

                now = Ticks;
            }

            _woken = false;
        }

        // Asks each once. One that is done leaves before its coroutine runs: no event is delivered twice. True when there is
        // something to run: what is tried may wake others than its own coroutine.
        private bool Round()
        {
            EventQueue queue = EventLoop.Running._queue;
            int tail = queue._tail;

            for (int i = 0; i < _count;)
            {
                IoOperation operation = _parked[i];

                if (operation.Attempt())
                {
                    if (s_debug)
                    {
                        Trace("woken by ", operation);
                    }

                    // Deliver and RemoveAt, without a call: where memory is short too, it is delivered, once, and leaves.
                    Coroutine waiter = operation._waiter;
                    Coroutine[] ready = queue._ready;
                    ready[queue._tail & (ready.Length - 1)] = waiter;
                    queue._tail++;

                    if (waiter._awaiting != operation)
                    {
                        operation._waiter = null;
                    }

                    int last = --_count;

                    for (int j = i; j < last; j++)
                    {
                        _parked[j] = _parked[j + 1];
                    }

                    _parked[last] = null;
                }
                else
                {
                    i++;
                }
            }

            if (queue._tail == tail)
            {
                _idleRounds++;
                return false;
            }

            _lastEvent = Ticks;
            return true;
        }
    }
}
