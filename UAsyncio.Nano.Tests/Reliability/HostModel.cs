using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// Primitives that are driven from between the passes of a loop, one action at a time, so that any order of wake-ups, cancellations,
    /// time-outs and turns can be had. The host, which has a model of them, calls it by reflection and compares what it says.
    /// </summary>
    public sealed class HostModel : IPoller
    {
        /// <summary>How many tasks there are.</summary>
        public const int Tasks = 3;

        private const int Length = 16;
        private const int Time = 10;

        private readonly Coroutine[] _tasks = new Coroutine[Tasks];
        private readonly ModelPrimitive[] _primitives;
        private readonly int[] _actions;
        private readonly PassCallback _begin;
        private readonly PassCallback _end;
        private EventLoop _loop;
        private string _log = string.Empty;
        private int _next;
        private int _drained;
        private bool _isShort;

        private HostModel(string[] kinds, int[] actions, PassCallback begin, PassCallback end)
        {
            _actions = actions;
            _begin = begin;
            _end = end;
            _primitives = new ModelPrimitive[kinds.Length];

            for (int i = 0; i < kinds.Length; i++)
            {
                // The two ends of a queue stand behind each other.
                _primitives[i] = new ModelPrimitive(kinds[i], i > 0 ? _primitives[i - 1] : null);
            }
        }

        public int Ticks { get; private set; }

        public bool HasWaiters => true;

        /// <summary>Plays a schedule.</summary>
        /// <param name="kinds">The primitives.</param>
        /// <param name="actions">Numbers, three for an action: what (see the switch), which task or -1, which primitive or task.</param>
        /// <param name="begin">Called before an action whose number is 100 more, which memory may be too short for: then it is done again.</param>
        /// <param name="end">Called after it.</param>
        /// <returns>What happened: an entry for each action, each turn of a task that came to something, and the state after each.</returns>
        public static string Run(string[] kinds, int[] actions, PassCallback begin, PassCallback end)
        {
            HostModel model = new HostModel(kinds, actions, begin, end);
            EventLoop loop = new EventLoop(Length, Length, model);
            loop.ExceptionHandler = (task, exception) => model._log += "E" + exception.GetType().Name + " ";
            model._loop = loop;

            try
            {
                loop.RunForever();
                model.Note(loop.FreeSlots == Length && loop.FreeTimers == Length ? "clean" : "left: " + (Length - loop.FreeSlots) + " slots, " + (Length - loop.FreeTimers) + " timers");
            }
            finally
            {
                loop.Close();
            }

            return model._log;
        }

        public void Poll(int milliseconds)
        {
            if (_isShort)
            {
                _isShort = false;
                _end();
            }

            while (_next < _actions.Length)
            {
                int action = _actions[_next];
                int task = _actions[_next + 1];
                int target = _actions[_next + 2];
                _next += 3;
                bool isShort = action >= 100;
                action = isShort ? action % 100 : action;

                if (action == 0)
                {
                    // A pass, which this return begins.
                    _isShort = isShort;

                    if (isShort)
                    {
                        _begin();
                    }

                    return;
                }

                string said = null;

                if (isShort)
                {
                    _begin();

                    try
                    {
                        said = Act(action, task, target);
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                    finally
                    {
                        _end();
                    }
                }

                // What memory was too short for has changed nothing.
                _log += said ?? Act(action, task, target);

                for (int i = 0; i < _primitives.Length; i++)
                {
                    Note(_primitives[i].State);
                }
            }

            Drain();
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

        internal void Note(string what)
        {
            _log += what + " ";
        }

        private string Act(int action, int task, int target)
        {
            switch (action)
            {
                case 1:
                case 2:
                    // A task awaits a primitive, without or with a limit: its first turn is in the next pass.
                    _tasks[task] = _loop.CreateTask(WaitAsync(task, _primitives[target], action == 2));
                    break;
                case 3:
                    return _primitives[target].Wake() + " ";
                case 4:
                    return _primitives[target].Other() + " ";
                case 5:
                    return Cancel(task) + " ";
                case 6:
                    Ticks += Time;
                    break;
                case 7:
                    // A task wakes a primitive in its own turn.
                    _tasks[task] = _loop.CreateTask(WakeAsync(task, _primitives[target]));
                    break;
                case 8:
                    // A task cancels another in its own turn.
                    _tasks[task] = _loop.CreateTask(CancelAsync(task, target));
                    break;
                default:
                    throw new ArgumentException("" + action);
            }

            return string.Empty;
        }

        private string Cancel(int task)
        {
            return _tasks[task] != null && _tasks[task].Cancel() ? "c" : "-";
        }

        private async Coroutine WaitAsync(int task, ModelPrimitive primitive, bool isLimited)
        {
            string end;

            try
            {
                if (primitive.IsGet)
                {
                    end = (string)(isLimited ? await primitive.Queue.GetAsync().WaitAsync(Time) : await primitive.Queue.GetAsync()) ?? "closed";
                }
                else
                {
                    Awaitable wait = primitive.Wait(task);

                    if (isLimited)
                    {
                        await wait.WaitAsync(Time);
                    }
                    else
                    {
                        await wait;
                    }

                    end = primitive.Take(task);
                }
            }
            catch (CanceledException)
            {
                end = "canceled";
            }
            catch (TimeoutException)
            {
                end = "late";
            }
            catch (InvalidOperationException)
            {
                end = "refused";
            }

            Note(task + "=" + end);
        }

        private async Coroutine WakeAsync(int task, ModelPrimitive primitive)
        {
            Note(task + ":" + primitive.Wake());
        }

        private async Coroutine CancelAsync(int task, int target)
        {
            Note(task + ":" + Cancel(target));
        }

        // All that waits is cancelled; two passes later nothing is left.
        private void Drain()
        {
            if (_drained == 0)
            {
                Note("end");

                for (int i = 0; i < Tasks; i++)
                {
                    Cancel(i);
                }
            }

            if (++_drained == 4)
            {
                _loop.Stop();
            }
        }
    }
}
