using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>Called with every exception that leaves a task which nobody awaits.</summary>
    /// <param name="task">The task.</param>
    /// <param name="exception">What left it.</param>
    public delegate void TaskExceptionHandler(Coroutine task, Exception exception);

    /// <summary>
    /// A loop that runs coroutines on the thread that made it, one loop a thread: a run queue and a timer queue of fixed
    /// length, allocated once, and a poller. (uasyncio: EventLoop, get_event_loop)
    /// </summary>
    /// <remarks>
    /// For its own thread only, but for <see cref="Post"/> and <see cref="Stop"/>. A wake-up never fails: each task
    /// keeps a slot of the run queue from CreateTask to its end, so that only new tasks and new timers can
    /// be refused.
    /// </remarks>
    public sealed partial class EventLoop
    {
        /// <summary>The default length of the run queue and of the timer queue.</summary>
        public const int DefaultLength = 16;

        // The loop, when there is one only: the usual case, and the fast one.
        internal static EventLoop s_only;

        // Its queue: what a wake-up needs.
        internal static EventQueue s_onlyQueue;
        internal static EventLoop s_first;

        private static readonly object s_lock = new object();
        private static readonly YieldAwaitable s_yieldOfSeveral = new YieldAwaitable();
        private static readonly KeptDelay s_delayOfSeveral = new KeptDelay(KeptDelay.OfWaiter);

        internal readonly EventQueue _queue;
        internal readonly DelayAwaitable _delay;
        internal readonly IPoller _poller;

        // The clock, where it is not the device's own: to ask that one takes a call less.
        private readonly IPoller _clock;
        private readonly int _readyLength;

        // The poller, where it is the device's.
        private readonly DevicePoller _ofDevice;

        // How many tasks may be alive, without a closer look: readyLength; none more while memory is short or somebody watches, or once the loop is closed.
        private int _mostLive;

        // Another thread has left something.
        private bool _isCalled;
        private Thread _thread;
        private bool _hasRun;
        private EventLoop _next;
        private int _live;
        internal int _external;

        /// <summary>Makes the loop of this thread, or, in a static initialiser, which runs on a thread of its own, of the thread that first runs it.</summary>
        /// <param name="readyLength">How many tasks and pending callbacks there can be at a time, 1 to 32767.</param>
        /// <param name="timerLength">How many delays, time limits and CallLater can be under way at a time, 1 to 32767.</param>
        /// <param name="poller">Time and I/O; null for a <see cref="DevicePoller"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">A length is out of range.</exception>
        /// <exception cref="InvalidOperationException">This thread has a loop that is not closed.</exception>
        public EventLoop(int readyLength = DefaultLength, int timerLength = DefaultLength, IPoller poller = null)
        {
            if ((uint)(readyLength - 1) >= short.MaxValue || (uint)(timerLength - 1) >= short.MaxValue)
            {
                throw new ArgumentOutOfRangeException(readyLength < 1 || readyLength > short.MaxValue ? nameof(readyLength) : nameof(timerLength));
            }

            _thread = Thread.CurrentThread;
            _readyLength = readyLength;
            _queue = new EventQueue(readyLength, timerLength);
            _poller = poller ?? new DevicePoller();
            _ofDevice = _poller as DevicePoller;
            _mostLive = readyLength;
            _clock = _ofDevice != null && !_ofDevice.HasOwnTime ? null : poller;
            _delay = new DelayAwaitable(_queue, _clock);

            lock (s_lock)
            {
                if (Find(_thread) != null)
                {
                    throw new InvalidOperationException("this thread has a loop: Close it first");
                }

                _next = s_first;
                s_first = this;
                SetOnly();
            }
        }

        /// <summary>The loop of this thread.</summary>
        /// <exception cref="InvalidOperationException">There is none.</exception>
        public static EventLoop Current
        {
            get
            {
                EventLoop first = s_first;
                return first != null && first._thread == Thread.CurrentThread ? first : Find(Thread.CurrentThread) ?? throw NoLoop();
            }
        }

        /// <summary>
        /// The scheduler's debug switch, for all loops: reports coroutines that nobody ever awaits or schedules,
        /// when they are collected and when a loop closes. Off, it costs nothing. (uasyncio.core: set_debug)
        /// </summary>
        public static bool Debug
        {
            get => Coroutine.s_track;
            set
            {
                Coroutine.s_track = value;

                lock (s_lock)
                {
                    for (EventLoop loop = s_first; loop != null; loop = loop._next)
                    {
                        loop._isSpecial = true;
                    }
                }
            }
        }

        /// <summary>Tells what happens to exceptions that leave a task; null for the default, one line on the console.</summary>
        public TaskExceptionHandler ExceptionHandler { get; set; }

        /// <summary>The time in milliseconds, as a tick that wraps. (uasyncio: loop.time)</summary>
        public int Ticks
        {
            [Inline]
            get => _clock != null ? _clock.Ticks : (int)Environment.TickCount64;
        }

        /// <summary>How many more tasks and callbacks can be admitted now.</summary>
        public int FreeSlots => _readyLength - _live;

        /// <summary>How many more timers can be set now.</summary>
        public int FreeTimers => _queue.TimerLength - _queue.TimerCount;

        /// <summary>The poller.</summary>
        public IPoller Poller => _poller;

        /// <summary>
        /// The loop that runs the calling coroutine: as <see cref="Current"/>, and quicker, since the thread is looked at only where
        /// there are several loops. (asyncio: get_running_loop)
        /// </summary>
        /// <exception cref="InvalidOperationException">There is no loop on this thread, and not just one of another's.</exception>
        public static EventLoop Running => s_only ?? Current;

        /// <summary>
        /// Tells the loop that something outside it, an interrupt or another thread, will <see cref="Post"/> to it, so
        /// that Run waits for that and does not report a deadlock. Ended by <see cref="Release"/>.
        /// </summary>
        public void Hold()
        {
            _external++;
        }

        /// <summary>Ends a <see cref="Hold"/>.</summary>
        public void Release()
        {
            _external--;
        }

        // For the thread of a loop only.
        internal static void CheckThread()
        {
            _ = Current;
        }

        // By stores alone: a loop that is in the list is known.
        [Inline]
        [Commit]
        private static void SetOnly()
        {
            s_only = s_first != null && s_first._next == null ? s_first : null;
            s_onlyQueue = s_only?._queue;
            Coroutine.s_yield = s_only == null ? s_yieldOfSeveral : (VoidAwaitable)s_onlyQueue;
            Coroutine.s_delay = s_only == null ? s_delayOfSeveral : (VoidAwaitable)s_only._delay;
        }

        private static InvalidOperationException NoLoop()
        {
            return new InvalidOperationException("no EventLoop on this thread: it belongs to the one that first runs it");
        }

        internal static EventLoop Find(Thread thread)
        {
            EventLoop loop = s_first;

            while (loop != null && loop._thread != thread)
            {
                loop = loop._next;
            }

            return loop;
        }
    }
}
