using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace UAsyncio.ModelTests
{
    /// <summary>
    /// What the device's primitives should do, written as simply as can be: lists, no coroutines. It says what HostModel says, action by action.
    /// </summary>
    internal sealed class Model
    {
        public const int Tasks = 3;

        private static readonly int[][] s_orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

        private readonly StringBuilder _log = new();
        private readonly ModelTask[] _tasks;
        private readonly Primitive[] _primitives;

        // Who has its turn in the next pass; in one, the first few of them in this.
        private readonly List<ModelTask> _ready = [];
        private readonly List<ModelTask> _timers = [];
        private readonly List<Primitive> _signals = [];
        private int _thisPass;

        public Model(string[] kinds)
        {
            _tasks = [.. Enumerable.Range(0, Tasks).Select(i => new ModelTask(i))];
            _primitives = new Primitive[kinds.Length];

            for (int i = 0; i < kinds.Length; i++)
            {
                _primitives[i] = Primitive.Create(kinds[i], this, i > 0 ? _primitives[i - 1] : null);
            }
        }

        /// <summary>Gets what HostModel should have said.</summary>
        public string Log => _log.ToString();

        /// <summary>
        /// Gets all that tells this state from others. Tasks are alike: those that are told apart by their numbers alone are one state, told by
        /// the order of names that comes first.
        /// </summary>
        /// <param name="names">The name of each task in it.</param>
        public string StateOf(out int[] names)
        {
            string? first = null;
            names = s_orders[0];

            foreach (int[] order in s_orders)
            {
                string state = StateBy(order);

                if (first == null || string.CompareOrdinal(state, first) < 0)
                {
                    first = state;
                    names = order;
                }
            }

            return first!;
        }

        public bool IsIdle(int task) => _tasks[task].Status == TaskStatus.Ended;

        public int FirstIdle(int[] names) => _tasks.Where(task => IsIdle(task.Number)).Min(task => names[task.Number]);

        public void Do(ModelAction action)
        {
            switch (action.Code)
            {
                case ModelAction.Pass:
                    Pass();
                    return;
                case ModelAction.Wake:
                    Note(_primitives[action.Target].Wake());
                    break;
                case ModelAction.Other:
                    Note(_primitives[action.Target].Other());
                    break;
                case ModelAction.Cancel:
                    Note(Cancel(_tasks[action.Task]));
                    break;
                case ModelAction.Time:
                    _timers.ForEach(task => task.IsDue = true);
                    break;
                default:
                    Start(_tasks[action.Task], action.Target, action.Code);
                    break;
            }

            foreach (Primitive primitive in _primitives)
            {
                Note(primitive.ToString()!);
            }
        }

        /// <summary>Gives a task that waits its turn in the next pass.</summary>
        public void Ready(ModelTask task, Outcome outcome)
        {
            task.Status = TaskStatus.Woken;
            task.Outcome = outcome;
            _ready.Add(task);
        }

        /// <summary>Has a flag delivered with the next pass.</summary>
        public void Signal(Primitive flag)
        {
            if (!_signals.Contains(flag))
            {
                _signals.Add(flag);
            }
        }

        private string StateBy(int[] names)
        {
            StringBuilder state = new();

            for (int name = 0; name < Tasks; name++)
            {
                _tasks[Array.IndexOf(names, name)].AppendTo(state, names);
            }

            state.Append('|');
            _ready.ForEach(task => state.Append(names[task.Number]));
            state.Append('|');
            _timers.ForEach(task => state.Append(names[task.Number]).Append(task.IsDue ? "!" : ""));
            state.Append('|');
            _signals.ForEach(primitive => state.Append(Array.IndexOf(_primitives, primitive)));

            foreach (Primitive primitive in _primitives)
            {
                state.Append('|');
                primitive.Line.ForEach(task => state.Append(names[task.Number]));
                state.Append(':').Append(primitive.Key(names));
            }

            return state.ToString();
        }

        private void Note(string what) => _log.Append(what).Append(' ');

        private void Start(ModelTask task, int target, int code)
        {
            task.Status = TaskStatus.Scheduled;
            task.Target = target;
            task.Code = code;
            task.Outcome = Outcome.None;
            _ready.Add(task);
        }

        private void Pass()
        {
            foreach (Primitive flag in _signals.ToArray())
            {
                _signals.Remove(flag);
                flag.Deliver();
            }

            foreach (ModelTask task in _timers.Where(task => task.IsDue).ToArray())
            {
                Expire(task);
            }

            for (_thisPass = _ready.Count; _thisPass > 0;)
            {
                ModelTask task = _ready[0];
                _ready.RemoveAt(0);
                _thisPass--;
                Turn(task);
            }
        }

        // A result that has come in the same pass wins, unless it is a coroutine's: its cancellation passes it on.
        private void Expire(ModelTask task)
        {
            _timers.Remove(task);
            Primitive primitive = _primitives[task.Target];

            if (task.Status == TaskStatus.Waiting)
            {
                primitive.Line.Remove(task);
                Ready(task, Outcome.Late);
            }
            else if (primitive.IsCoroutine && task.Outcome != Outcome.Canceled)
            {
                TakeBack(task);
                task.Outcome = Outcome.Late;
            }
        }

        private void Turn(ModelTask task)
        {
            if (task.Code == ModelAction.WakeInTurn)
            {
                task.Status = TaskStatus.Running;
                End(task, ":" + _primitives[task.Target].Wake());
            }
            else if (task.Code == ModelAction.CancelInTurn)
            {
                task.Status = TaskStatus.Running;
                End(task, ":" + Cancel(_tasks[task.Target]));
            }
            else if (task.Status == TaskStatus.Scheduled)
            {
                Begin(task, _primitives[task.Target]);
            }
            else
            {
                _timers.Remove(task);
                End(task, "=" + task.Outcome switch
                {
                    Outcome.Canceled => "canceled",
                    Outcome.Late => "late",
                    Outcome.Refused => "refused",
                    _ => _primitives[task.Target].End(task),
                });
            }
        }

        private void Begin(ModelTask task, Primitive primitive)
        {
            if (primitive.Begin(task) is { } result)
            {
                End(task, "=" + result);
                return;
            }

            task.Status = TaskStatus.Waiting;
            primitive.Line.Add(task);

            if (task.Code == ModelAction.WaitLimited)
            {
                task.IsDue = false;
                _timers.Add(task);
            }
        }

        private void End(ModelTask task, string how)
        {
            task.Status = TaskStatus.Ended;
            Note(task.Number + how);
        }

        private string Cancel(ModelTask task)
        {
            switch (task.Status)
            {
                case TaskStatus.Ended:
                    return "-";
                case TaskStatus.Scheduled:
                    int place = _ready.IndexOf(task);
                    _ready.RemoveAt(place);
                    _thisPass -= place < _thisPass ? 1 : 0;
                    task.Status = TaskStatus.Ended;
                    break;
                case TaskStatus.Waiting:
                    _primitives[task.Target].Line.Remove(task);
                    Ready(task, Outcome.Canceled);
                    break;
                default:
                    TakeBack(task);
                    task.Outcome = Outcome.Canceled;
                    break;
            }

            return "c";
        }

        // What it was woken for goes to the next one.
        private void TakeBack(ModelTask task)
        {
            if (task.Outcome == Outcome.Given)
            {
                _primitives[task.Target].Undo(task);
            }
        }
    }
}
