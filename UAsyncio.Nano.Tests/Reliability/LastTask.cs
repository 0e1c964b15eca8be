namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>Knows the task that was made last.</summary>
    internal sealed class LastTask : LoopWatch
    {
        internal Coroutine Task { get; private set; }

        public override Coroutine NextTask(Coroutine task)
        {
            return task == null ? Task : null;
        }

        protected override void TaskStarts(Coroutine task)
        {
            Task = task;
        }

        protected override void TurnBegins(Coroutine resumed)
        {
        }

        protected override void TurnEnds()
        {
        }
    }
}
