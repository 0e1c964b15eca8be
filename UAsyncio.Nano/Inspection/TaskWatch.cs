using System;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Lists the tasks of a loop and counts their turns: <c>for (TaskInfo info = watch.First; info != null; info = info.Next)</c>
    /// allocates nothing. (asyncio: all_tasks, slow_callback_duration)
    /// </summary>
    /// <remarks>For the thread of the loop, but for <see cref="TurnTime"/> and <see cref="TurnOf"/>. A task takes 84 bytes more while it is listed.</remarks>
    public sealed class TaskWatch : LoopWatch
    {
        private TaskInfo _first;

        // The latest, of which it is not known yet whether it became a task.
        private TaskInfo _newest;

        // The turn that is under way.
        private TaskInfo _info;
        private Coroutine _task;
        private Coroutine _resumed;
        private int _start;
        private int _turnLimit = 100;

        /// <summary>Watches a loop from now on; tasks that it has already are not listed.</summary>
        /// <param name="loop">The loop, whose <see cref="EventLoop.Watch"/> this becomes.</param>
        /// <exception cref="ArgumentNullException"><paramref name="loop"/> is null.</exception>
        public TaskWatch(EventLoop loop)
        {
            Loop = loop ?? throw new ArgumentNullException(nameof(loop));
            loop.Watch = this;
        }

        /// <summary>The loop.</summary>
        public EventLoop Loop { get; }

        /// <summary>Called at the end of a turn that took <see cref="TurnLimit"/> or longer; null for nothing. What it throws is reported.</summary>
        public TurnHandler LongTurn { get; set; }

        /// <summary>From how many milliseconds on a turn is long, 0 or more: 100 by default.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
        public int TurnLimit
        {
            get => _turnLimit;
            set => _turnLimit = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(TurnLimit));
        }

        /// <summary>The task that was made last and has not ended; null when there is none.</summary>
        public TaskInfo First
        {
            get
            {
                if (_newest != null)
                {
                    ForgetRefused();
                }

                TaskInfo first = _first;

                while (first != null && !first.IsLive)
                {
                    first = first._next;
                }

                return first;
            }
        }

        /// <summary>How long the present turn has taken so far, in milliseconds; 0 between turns. For any thread.</summary>
        public int TurnTime => _resumed == null ? 0 : Loop.Ticks - _start;

        /// <summary>The coroutine that was woken for the present turn; null between turns. For any thread.</summary>
        public Coroutine TurnOf => _resumed;

        /// <summary>What is known of a task.</summary>
        /// <param name="task">The task.</param>
        /// <returns>Null when it has ended or was made before the watch.</returns>
        public TaskInfo Find(Coroutine task)
        {
            TaskInfo info = _first;

            while (info != null && info.Task != task)
            {
                info = info._next;
            }

            return info;
        }

        /// <inheritdoc/>
        public override Coroutine NextTask(Coroutine task)
        {
            TaskInfo info = task == null ? First : Find(task)?.Next;
            return info?.Task;
        }

        /// <inheritdoc/>
        protected override void TaskStarts(Coroutine task)
        {
            TaskInfo info = new TaskInfo(task);
            ForgetRefused();
            ForgetEnded();
            info._next = _first;
            _first = info;
            _newest = info;
        }

        /// <inheritdoc/>
        protected override void TurnBegins(Coroutine resumed)
        {
            Coroutine task = resumed;

            for (Coroutine outer = task; outer != null; outer = outer.AwaitedBy)
            {
                task = outer;
            }

            TaskInfo info = Find(task);
            int start = Loop.Ticks;

            // Before the turn: memory may be too short to count it.
            _newest = _newest == info ? null : _newest;
            _info = info;
            _task = task;
            _start = start;
            _resumed = resumed;
        }

        /// <inheritdoc/>
        protected override void TurnEnds()
        {
            int time = Loop.Ticks - _start;
            TaskInfo info = _info;
            Coroutine task = _task;
            Coroutine resumed = _resumed;
            _info = null;
            _task = null;
            _resumed = null;

            if (info != null)
            {
                info.Turns++;
                info.TotalTime += time;
                info.LongestTurn = time > info.LongestTurn ? time : info.LongestTurn;

                if (!info.IsLive)
                {
                    ForgetEnded();
                }
            }

            if (LongTurn != null && time >= _turnLimit)
            {
                Tell(task, resumed, time);
            }
        }

        private void Tell(Coroutine task, Coroutine resumed, int time)
        {
            try
            {
                LongTurn(task, resumed, time);
            }
            catch (Exception exception)
            {
                Loop.Report(task, exception, "LongTurn");
            }
        }

        // What has become a task, and has had no turn, waits for it. Timers may have been taken, or memory short.
        private void ForgetRefused()
        {
            TaskInfo newest = _newest;

            if (newest != null && newest == _first && Loop.TimeLeft(newest.Task) < 0)
            {
                _first = newest._next;
            }

            _newest = null;
        }

        private void ForgetEnded()
        {
            TaskInfo last = null;

            for (TaskInfo info = _first; info != null; info = info._next)
            {
                if (info.IsLive)
                {
                    last = info;
                }
                else if (last == null)
                {
                    _first = info._next;
                }
                else
                {
                    last._next = info._next;
                }
            }
        }
    }
}
