using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        /// <summary>Hands an exception that nobody awaits to the exception handler; a cancellation to nobody.</summary>
        /// <param name="coroutine">Where it comes from.</param>
        /// <param name="exception">The exception.</param>
        /// <param name="name">For the default handler's line, in place of the coroutine's name.</param>
        public void Report(Coroutine coroutine, Exception exception, string name = null)
        {
            if (exception is CanceledException)
            {
                return;
            }

            try
            {
                if (ExceptionHandler != null)
                {
                    ExceptionHandler(coroutine, exception);
                    return;
                }
            }
            catch (Exception second)
            {
                Console.WriteLine("ExceptionHandler: " + second.GetType().FullName);
            }

            Console.WriteLine("Task " + (name ?? coroutine.Name) + ": " + exception.GetType().FullName + ": " + exception.Message);
        }

        // Those that failed in the pass before and that nobody has awaited since. What memory is too short for is tried once more in
        // the next pass.
        private void ReportFailed()
        {
            while (_failedBefore != null)
            {
                Coroutine task = _failedBefore;

                if (_reporting == task)
                {
                    _failedBefore = NextFailed(task);
                }

                _reporting = task;

                if (task._state == Coroutine.Faulted)
                {
                    Report(task, (Exception)task._awaiting);
                    task._state = Coroutine.Observed;
                }

                if (_failedBefore == task)
                {
                    _failedBefore = NextFailed(task);
                }

                _reporting = null;
            }

            _failedBefore = _failed;
            _failed = null;
        }

        // They are linked by what an ended task does not need any more.
        [Inline]
        private static Coroutine NextFailed(Coroutine task)
        {
            TaskNode node = task._link as TaskNode;
            return node == null ? (Coroutine)task._link : node.NextFailed;
        }
    }
}
