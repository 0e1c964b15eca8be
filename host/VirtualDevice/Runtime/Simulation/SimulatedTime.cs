extern alias desktop;

using System;
using System.Collections.Generic;
using DesktopThread = desktop::System.Threading.Thread;
using DesktopMonitor = desktop::System.Threading.Monitor;
using DesktopRandom = desktop::System.Random;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Time that passes only when every thread waits, or as the calls of the one that runs cost it. One thread runs at a time, and a
    // seed says which: a run with the same seed is the same. What is here belongs to the thread whose turn it is.
    internal sealed partial class SimulatedTime
    {
        public const int ClockCost = 15;
        public const int PollCost = 70;
        public const int TransferCost = 450;

        private const long Slice = 20000;
        private const int MostEndings = 1000;

        private static SimulatedTime s_current;

        [ThreadStatic]
        private static SimulatedThread s_self;

        [ThreadStatic]
        private static bool s_isOutside;

        private readonly PriorityQueue<SimulatedEvent, (long Time, int Tie, long Order)> _events = new PriorityQueue<SimulatedEvent, (long Time, int Tie, long Order)>();
        private readonly List<SimulatedThread> _threads = new List<SimulatedThread>();
        private readonly List<SimulatedThread> _ready = new List<SimulatedThread>();
        private readonly SimulationContext _context;
        private readonly SimulatedThread _host;
        private readonly DesktopRandom _random;
        private SimulatedThread _exclusive;
        private Func<bool> _condition;
        private Exception _failure;
        private long _order;
        private int _started;
        private int _ending;
        private bool _isMet;
        private bool _isInEvent;

        // The thread that makes it is the host's, and runs.
        public SimulatedTime(int seed)
        {
            _random = new DesktopRandom(seed);
            _context = new SimulationContext(this);
            _host = new SimulatedThread(this, "host");
            _threads.Add(_host);
            s_self = _host;
        }

        // Null too on a thread that began outside it: an earlier program's, which keeps the computer's time.
        public static SimulatedTime Current
        {
            get => s_isOutside ? null : s_current;
            set => s_current = value;
        }

        // In µs since the start.
        public long Now { get; private set; }

        public EventQueue Events { get; private set; } = new EventQueue();

        public EventQueue Timers { get; private set; } = new EventQueue(isTimers: true);

        // How often the threads have been ended: what an earlier life of the device has set going does not reach the next.
        public int Lives { get; private set; }

        // Of the calls that cost time, the part after which the thread loses its turn; and the part that costs a time slice, as when
        // another thread, which the simulation does not have, has taken it.
        public double Preemption { get; set; }

        public double Theft { get; set; }

        public string Thread => _isInEvent ? "" : s_self?.Name ?? "";

        public bool IsMine => s_self != null && s_self.Time == this && !_isInEvent;

        // Whether the thread that asks only unwinds, after the power was cut or the simulation has ended.
        public static bool IsThreadEnding => s_self is { IsEnding: true, Time: { _isInEvent: false } };

        public bool IsDevicesTurn => IsMine && s_self != _host;

        // Threads that the program has started and that have not ended.
        public int LiveThreads => _threads.FindAll(thread => thread != _host && !thread.IsService && !thread.IsEnding).Count;

        public void MarkService() => s_self.IsService = true;

        public int NextSeed() => _random.Next();

        public SimulatedEvent After(long microseconds, Action action)
        {
            SimulatedEvent one = new SimulatedEvent(action);

            // At the same time they come in any order.
            _events.Enqueue(one, (Now + Math.Max(0, microseconds), _random.Next(), _order++));
            return one;
        }

        public void Sleep(int milliseconds)
        {
            if (milliseconds == 0)
            {
                Pass(ClockCost);
                Yield();
                return;
            }

            Block(null, milliseconds < 0 ? long.MaxValue : Now + (milliseconds * 1000L));
        }

        // Until it is pulsed or the time is up; false when it is.
        public bool Wait(object what, Deadline deadline) => Block(what, deadline.End);

        public void PulseAll(object what)
        {
            foreach (SimulatedThread thread in _threads)
            {
                if (thread.Waiting == what && !thread.IsWoken)
                {
                    thread.IsWoken = true;
                    _ready.Add(thread);
                }
            }
        }

        public void Enter(object what)
        {
            while (!DesktopMonitor.TryEnter(what))
            {
                Block(what, long.MaxValue);
            }
        }

        public bool Join(SimulatedThread thread, Deadline deadline)
        {
            while (!thread.HasEnded)
            {
                if (!Wait(thread, deadline) && deadline.IsOver)
                {
                    return thread.HasEnded;
                }
            }

            return true;
        }

        public SimulatedThread Start(DesktopThread thread)
        {
            SimulatedThread started = new SimulatedThread(this, "thread " + ++_started) { IsEnding = IsThreadEnding };
            _ending += started.IsEnding ? 1 : 0;
            _threads.Add(started);
            _ready.Add(started);
            thread.Start(started);
            return started;
        }

        // The first and the last that a thread of the simulation does.
        public static void Run(SimulatedThread self, Action body)
        {
            s_self = self;
            self.Park();
            self.TurnStart = self.Time.Now;
            if (!self.IsEnding)
            {
                body();
            }

            self.Time.Exit(self);
        }

        // What has begun outside a simulation stays outside one that begins meanwhile.
        public static void RunOutside(Action body)
        {
            s_isOutside = true;
            try
            {
                body();
            }
            finally
            {
                s_isOutside = false;
            }
        }

        // While it is set, no other thread runs.
        public void BeginExclusive() => _exclusive = s_self;

        public void EndExclusive() => _exclusive = null;

        // Every call into the device passes here: it costs time, and the thread may lose its turn.
        public void Pass(int cost)
        {
            if (!IsMine)
            {
                return;
            }

            ThrowIfEnding(s_self);
            Now += cost;
            if (Theft > 0 && _random.NextDouble() < Theft)
            {
                Now += Slice;
            }

            bool hasRun = RunDue();
            ThrowIfEnding(s_self);
            if (_exclusive == null
                && (hasRun && IsHostsTurn() || _ready.Count > 0 && (Now - s_self.TurnStart >= Slice || Preemption > 0 && _random.NextDouble() < Preemption)))
            {
                Yield();
            }
        }

        // The host lets time pass, until the condition holds: true, or the time is up.
        public bool RunUntil(Func<bool> condition, long until)
        {
            _condition = condition;
            _isMet = false;
            Block(_condition, until);
            _condition = null;
            return _isMet;
        }

        public void Fail(Exception failure) => _failure ??= failure;

        // Takes every thread of the program out of its wait, and has it end before anything else happens.
        public void EndThreads()
        {
            Lives++;
            _exclusive = null;
            Events = new EventQueue();
            Timers = new EventQueue(isTimers: true);
            foreach (SimulatedThread thread in _threads)
            {
                if (thread == _host || thread.IsEnding)
                {
                    continue;
                }

                thread.IsEnding = true;
                _ending++;
                if (thread.Waiting != null && !thread.IsWoken)
                {
                    _ready.Add(thread);
                }

                thread.Waiting = null;
            }

            // An event, or a thread of the device that has asked for it, only has to go on.
            if (IsMine && s_self == _host)
            {
                AwaitEndings();
            }
        }

        // For the host.
        public void End()
        {
            EndThreads();
            AwaitEndings();
            s_self = null;
        }
    }
}
