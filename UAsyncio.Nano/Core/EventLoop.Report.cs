using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // Where the program's files and lines are known, in place of the names: set by the virtual device.
        internal static TaskExceptionHandler s_writeStack = null;

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

            Console.WriteLine("Task " + (name ?? coroutine.Name) + ": " + TextOf(exception));

            if (s_writeStack != null)
            {
                s_writeStack(coroutine, exception);
            }
            else if (name == null)
            {
                WriteStack(coroutine, exception);
            }
        }

        // A socket's exception has no message, but a number, which this assembly has no other way to.
        private static string TextOf(Exception exception)
        {
            Type type = exception.GetType();
            string text = type.FullName + ": " + exception.Message;
            return type.FullName == "System.Net.Sockets.SocketException" ? text + " (" + type.GetMethod("get_ErrorCode").Invoke(exception, null) + ")" : text;
        }

        // Those that the exception has passed through, the innermost first. An ended coroutine still knows who awaited it.
        private static void WriteStack(Coroutine task, Exception exception)
        {
            Coroutine coroutine = Coroutine.FindFailure(exception);

            while (coroutine != null && coroutine != task && coroutine._awaiting == exception)
            {
                Console.WriteLine("   at " + coroutine.MethodName);
                coroutine = coroutine.AwaitedBy;
            }

            Console.WriteLine("   at " + task.MethodName);
        }

        // Those that failed in the pass before and that nobody has awaited since. What memory is too short for is tried once more in
        // the next pass.
        private void ReportFailed()
        {
            while (_reporting != null || _failedBefore != null)
            {
                Coroutine task = _reporting;

                if (task != null)
                {
                    // For the last time.
                    _reporting = null;
                }
                else
                {
                    // Nothing refers from it to those behind it any more: the handler sees a task that nobody awaits.
                    task = _failedBefore;
                    _failedBefore = NextFailed(task);
                    _reporting = task;
                    SetNextFailed(task, null);
                }

                if (task._state == Coroutine.Faulted)
                {
                    Report(task, (Exception)task._awaiting);
                    task._state = Coroutine.Observed;
                }

                _reporting = null;
            }

            _failedBefore = _failed;
            _failed = null;

            if (_failedBefore == null && Coroutine.s_passesToKeep > 0 && --Coroutine.s_passesToKeep == 0 && Coroutine.s_innermost != null)
            {
                Array.Clear(Coroutine.s_innermost, 0, Coroutine.s_innermost.Length);
            }
        }

        /// <summary>Who was woken by the end of a task is cancelled before its turn: if nobody else asks for its failure, that is reported.</summary>
        [Commit]
        internal void ReportUnlessAwaited(Coroutine task)
        {
            if (!IsAmong(_failedBefore, task) && !IsAmong(_failed, task))
            {
                AddFailed(task);
            }
        }

        [Inline]
        private static bool IsAmong(Coroutine failed, Coroutine task)
        {
            while (failed != null && failed != task)
            {
                failed = NextFailed(failed);
            }

            return failed != null;
        }

        [Inline]
        [Commit]
        private void AddFailed(Coroutine task)
        {
            _isSpecial = true;

            // A child's parent, which memory was too short for and which was cancelled then, is not behind it.
            task._link = task._link as TaskNode;
            Coroutine last = _failed;

            while (last != null && NextFailed(last) != null)
            {
                last = NextFailed(last);
            }

            if (last == null)
            {
                _failed = task;
            }
            else
            {
                SetNextFailed(last, task);
            }
        }

        // They are linked by what an ended task does not need any more.
        [Inline]
        private static Coroutine NextFailed(Coroutine task)
        {
            TaskNode node = task._link as TaskNode;
            return node == null ? (Coroutine)task._link : node.NextFailed;
        }

        [Inline]
        private static void SetNextFailed(Coroutine task, Coroutine next)
        {
            TaskNode node = task._link as TaskNode;

            if (node == null)
            {
                task._link = next;
            }
            else
            {
                node.NextFailed = next;
            }
        }
    }
}
