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
        private static EventLoop s_first;

        internal readonly EventQueue _queue;
        internal readonly DelayAwaitable _delay;
        internal readonly IPoller _poller;

        private readonly int _threadId;
        private readonly int _readyLength;
        private EventLoop _next;
        private int _live;
        private int _external;

        /// <summary>Makes the loop of this thread.</summary>
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

            _threadId = Thread.CurrentThread.ManagedThreadId;
            _readyLength = readyLength;
            _queue = new EventQueue(readyLength, timerLength);
            _poller = poller ?? new DevicePoller();
            _delay = new DelayAwaitable(_queue, _poller);

            lock (typeof(EventLoop))
            {
                if (Find() != null)
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
        public static EventLoop Current => Find() ?? throw NoLoop();

        /// <summary>
        /// The scheduler's debug switch, for all loops: reports coroutines that nobody ever awaits or schedules,
        /// when they are collected and when a loop closes. Off, it costs nothing. (uasyncio.core: set_debug)
        /// </summary>
        public static bool Debug
        {
            get => Coroutine.s_track;
            set => Coroutine.s_track = value;
        }

        /// <summary>Tells what happens to exceptions that leave a task; null for the default, one line on the console.</summary>
        public TaskExceptionHandler ExceptionHandler { get; set; }

        /// <summary>The time in milliseconds, as a tick that wraps. (uasyncio: loop.time)</summary>
        public int Ticks => _poller.Ticks;

        /// <summary>How many more tasks and callbacks can be admitted now.</summary>
        public int FreeSlots => _readyLength - _live;

        /// <summary>How many more timers can be set now.</summary>
        public int FreeTimers => _queue._timers.Length - _queue._timerCount;

        /// <summary>The poller.</summary>
        public IPoller Poller => _poller;

        /// <summary>
        /// The loop that runs the calling coroutine: as <see cref="Current"/>, and quicker, since the thread is looked at only where
        /// there are several loops. (asyncio: get_running_loop)
        /// </summary>
        /// <exception cref="InvalidOperationException">There is no loop on this thread, and not just one of another's.</exception>
        public static EventLoop Running => s_only ?? Current;

        /// <summary>
        /// Schedules a coroutine as a task of its own: its first turn comes after what is ready now. (uasyncio: create_task)
        /// </summary>
        /// <param name="coroutine">One that has not started.</param>
        /// <param name="name">For messages; a name takes some 36 bytes.</param>
        /// <returns>The same, to be awaited or cancelled.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">It has been started already, or all slots are taken: give the constructor a larger readyLength.</exception>
        public Coroutine CreateTask(Coroutine coroutine, string name = null)
        {
            Admit(coroutine);

            if (name != null)
            {
                coroutine._link = new TaskNode(null) { Name = name };
            }

            _queue.Push(coroutine);
            return coroutine;
        }

        /// <inheritdoc cref="CreateTask(Coroutine, string)"/>
        public Coroutine<T> CreateTask<T>(Coroutine<T> coroutine, string name = null)
        {
            throw null;
        }

        /// <summary>Has a function called on the next pass. (uasyncio: call_soon)</summary>
        /// <param name="callback">The function. What it throws goes where a task's exceptions go.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>A handle: Cancel takes the call back; awaiting it waits for the call.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="InvalidOperationException">All slots are taken.</exception>
        public Coroutine CallSoon(LoopCallback callback, object state = null)
        {
            return CreateTask(new Callback(callback, state));
        }

        /// <summary>Has a function called after a delay. It takes a slot and a timer meanwhile. (uasyncio: call_later_ms)</summary>
        /// <param name="milliseconds">From 0 to <see cref="Coroutine.MaxDelay"/>.</param>
        /// <param name="callback">The function. What it throws goes where a task's exceptions go.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>A handle: Cancel takes the call back; awaiting it waits for the call.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        /// <exception cref="InvalidOperationException">All slots or all timers are taken.</exception>
        public Coroutine CallLater(int milliseconds, LoopCallback callback, object state = null)
        {
            if ((uint)milliseconds > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            Coroutine handle = new Callback(callback, state);
            _queue.CheckTimers();
            Admit(handle);
            handle._due = _poller.Ticks + milliseconds;
            _queue.AddTimer(handle);
            return handle;
        }

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

        /// <summary>Takes slots out of the common pool, so that <see cref="StartReserved"/> cannot be refused.</summary>
        /// <param name="slots">How many; they are given back by <see cref="ReturnSlots"/>.</param>
        /// <exception cref="InvalidOperationException">So many are not free: give the constructor a larger readyLength.</exception>
        public void ReserveSlots(int slots)
        {
            if (slots > FreeSlots)
            {
                throw new InvalidOperationException(slots + " slots wanted, " + FreeSlots + " free: raise EventLoop's readyLength");
            }

            _live += slots;
        }

        /// <summary>Schedules a task in a reserved slot, which goes back to the common pool when it ends.</summary>
        /// <param name="coroutine">One that has not started.</param>
        public void StartReserved(Coroutine coroutine)
        {
            _queue.Push(coroutine);
            coroutine._state = Coroutine.Scheduled;

            if (Coroutine.s_track)
            {
                CoroutineTracker.Remove(coroutine);
            }
        }

        /// <summary>Gives reserved slots back.</summary>
        /// <param name="slots">How many; negative to take the slot of a task that ends in this very turn out of the pool again.</param>
        public void ReturnSlots(int slots)
        {
            _live -= slots;
        }

        private static void SetOnly()
        {
            s_only = s_first != null && s_first._next == null ? s_first : null;
            s_onlyQueue = s_only?._queue;
        }

        private static EventLoop Find()
        {
            int threadId = Thread.CurrentThread.ManagedThreadId;
            EventLoop loop = s_first;

            while (loop != null && loop._threadId != threadId)
            {
                loop = loop._next;
            }

            return loop;
        }

        private static InvalidOperationException NoLoop()
        {
            return new InvalidOperationException("no EventLoop on this thread");
        }

        private void Admit(Coroutine coroutine)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (coroutine._state != Coroutine.NotStarted)
            {
                throw new InvalidOperationException("already started");
            }

            if (_closed)
            {
                throw new ObjectDisposedException(nameof(EventLoop));
            }

            if (_live == _readyLength)
            {
                throw new InvalidOperationException("all " + _live + " slots taken: raise EventLoop's readyLength");
            }

            _live++;
            coroutine._state = Coroutine.Scheduled;

            if (Coroutine.s_track)
            {
                CoroutineTracker.Remove(coroutine);
            }
        }
    }
}
