using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// What runs coroutines together, driven from between the passes of a loop as <see cref="HostModel"/> drives the primitives. One task, the
    /// waiter, awaits the kind; its children wait for orders to end.
    /// </summary>
    public sealed partial class HostTogether : IPoller
    {
        /// <summary>How many children there are at most.</summary>
        public const int Children = 3;

        private const int Length = 16;
        private const int Time = 10;

        private readonly string _kind;
        private readonly bool _isLimited;
        private readonly int[] _actions;
        private readonly Coroutine[] _children = new Coroutine[Children];
        private readonly AsyncEvent[] _orders = new AsyncEvent[Children];
        private readonly AsyncEvent[] _cleanups = new AsyncEvent[Children];
        private readonly bool[] _fails = new bool[Children];
        private readonly bool[] _failsInCleanup = new bool[Children];
        private readonly AsyncEvent _body = new AsyncEvent();
        private readonly TimeLimit _limit = new TimeLimit(Time);
        private readonly string[] _reported = new string[10];
        private int _reports;
        private bool _bodyFails;
        private TaskGroup _group;
        private Coroutine _waiter;
        private EventLoop _loop;
        private string _log = string.Empty;
        private int _next;

        private HostTogether(string kind, bool isLimited, int[] actions)
        {
            _kind = kind;
            _isLimited = isLimited;
            _actions = actions;

            for (int i = 0; i < Children; i++)
            {
                _orders[i] = new AsyncEvent();
                _cleanups[i] = new AsyncEvent();
            }
        }

        public int Ticks { get; private set; }

        public bool HasWaiters => true;

        /// <summary>Plays a schedule.</summary>
        /// <param name="kind">What the waiter awaits: see the switch.</param>
        /// <param name="isLimited">Whether it does so under a limit of 10 ms.</param>
        /// <param name="actions">Numbers, two for an action: what, and which child or -1.</param>
        /// <returns>What happened, how each child ended, what was reported, and whether something is left.</returns>
        public static string Run(string kind, bool isLimited, int[] actions)
        {
            HostTogether model = new HostTogether(kind, isLimited, actions);
            EventLoop loop = new EventLoop(Length, Length, model);
            loop.ExceptionHandler = (task, exception) => model._reported[model._reports++] = exception.Message;
            model._loop = loop;

            try
            {
                loop.RunForever();

                for (int i = 0; i < Children; i++)
                {
                    model.Note(End(model._children[i]));
                }

                model.Note(loop.FreeSlots == Length && loop.FreeTimers == Length ? "clean" : "left: " + (Length - loop.FreeSlots) + " slots, " + (Length - loop.FreeTimers) + " timers");
                model.Note("reported:");

                for (int i = 0; i < model._reports; i++)
                {
                    model.Note(model._reported[i]);
                }
            }
            finally
            {
                loop.Close();
            }

            return model._log;
        }

        public void Poll(int milliseconds)
        {
            // The first pass is over then: actions come before its first turn too.
            _waiter = _waiter ?? _loop.CreateTask(WaitAsync());

            while (_next < _actions.Length)
            {
                int action = _actions[_next];
                int child = _actions[_next + 1];
                _next += 2;

                if (action == 0)
                {
                    // A pass, which this return begins.
                    return;
                }

                Act(action, child);
            }

            _loop.Stop();
        }

        public void Add(IoOperation operation)
        {
            throw new NotSupportedException();
        }

        public void Remove(IoOperation operation)
        {
        }

        public void Wake()
        {
        }

        public void Close()
        {
        }

        private static string End(Coroutine child)
        {
            return child == null ? "none" : !child.IsCompleted ? "runs" : child.IsCanceled ? "canceled" : child.IsFaulted ? "failed" : "ok";
        }

        private void Act(int action, int child)
        {
            switch (action)
            {
                case 1:
                case 2:
                    // The first order counts.
                    _fails[child] = _orders[child].IsSet ? _fails[child] : action == 2;
                    _orders[child].Set();
                    break;
                case 3:
                case 4:
                    _failsInCleanup[child] = _cleanups[child].IsSet ? _failsInCleanup[child] : action == 4;
                    _cleanups[child].Set();
                    break;
                case 5:
                    Note(_children[child] != null && _children[child].Cancel() ? "c" : "-");
                    break;
                case 6:
                    Note(_waiter.Cancel() ? "c" : "-");
                    break;
                case 7:
                    Ticks += Time;
                    break;
                case 8:
                case 9:
                    _bodyFails = _body.IsSet ? _bodyFails : action == 9;
                    _body.Set();
                    break;
                case 10:
                    AddLast();
                    break;
                case 11:
                    Reschedule();
                    break;
                default:
                    throw new ArgumentException("" + action);
            }
        }

        private void AddLast()
        {
            if (_group == null || _children[Children - 1] != null)
            {
                Note("-");
                return;
            }

            Coroutine child = ChildAsync(Children - 1);

            try
            {
                _group.CreateTask(child);
                _children[Children - 1] = child;
                Note("added");
            }
            catch (InvalidOperationException)
            {
                child.Cancel();
                Note("closing");
            }
        }

        private void Reschedule()
        {
            try
            {
                Note(_limit.Reschedule(Time) ? "moved" : "late");
            }
            catch (InvalidOperationException)
            {
                Note("refused");
            }
        }

        private void Note(string what)
        {
            _log += what + " ";
        }
    }
}
