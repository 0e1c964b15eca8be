using System.Collections;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The least that a watch can be: writes down what it is told, and keeps every task.</summary>
    internal sealed class PlainWatch : LoopWatch
    {
        private readonly ArrayList _tasks = new ArrayList();

        public Log Told { get; } = new Log();

        public override Coroutine NextTask(Coroutine task)
        {
            int index = task == null ? 0 : _tasks.IndexOf(task) + 1;
            return index == _tasks.Count ? null : (Coroutine)_tasks[index];
        }

        protected override void TaskStarts(Coroutine task)
        {
            _tasks.Add(task);
            Told.Add("+" + task.Name);
        }

        protected override void TurnBegins(Coroutine resumed)
        {
            Told.Add(resumed.Name);
        }

        protected override void TurnEnds()
        {
            Told.Add(".");
        }
    }
}
