using System;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>Says what a task does.</summary>
    public static class TaskText
    {
        /// <summary>The coroutines of a task, the innermost first: ReadLineAsync in ServeAsync.</summary>
        /// <param name="task">The task.</param>
        /// <returns>Their methods.</returns>
        public static string Coroutines(Coroutine task)
        {
            Coroutine coroutine = Innermost(task);
            string text = coroutine.MethodName;

            while (coroutine != task && coroutine.AwaitedBy != null)
            {
                coroutine = coroutine.AwaitedBy;
                text += " in " + coroutine.MethodName;
            }

            return text;
        }

        /// <summary>What a task waits for: delay, read 192.168.1.7:50312, AsyncLock held by pump; ready when it only waits for its turn.</summary>
        /// <param name="task">The task.</param>
        /// <param name="loop">Its loop.</param>
        /// <returns>The text; runs where it waits for nothing.</returns>
        public static string WaitsFor(Coroutine task, EventLoop loop)
        {
            Coroutine innermost = Innermost(task);
            Awaitable awaited = innermost.Awaiting;

            int left = loop.TimeLeft(innermost);

            if (left == 0)
            {
                return "ready";
            }

            if (awaited == null)
            {
                // What is called later has not begun.
                return left > 0 ? "delay" : "runs";
            }

            Coroutine other = awaited as Coroutine;
            AsyncLock held = awaited as AsyncLock;

            if (other != null)
            {
                return "task " + other.Name;
            }

            return held != null && held.Holder != null ? "AsyncLock held by " + held.Holder.Name : NameOf(awaited);
        }

        /// <summary>How long a task waits at most: the rest of its delay, or of the innermost time limit that it is under.</summary>
        /// <param name="task">The task.</param>
        /// <param name="loop">Its loop.</param>
        /// <returns>In milliseconds; -1 when there is no limit.</returns>
        public static int TimeLeft(Coroutine task, EventLoop loop)
        {
            Coroutine coroutine = Innermost(task);

            for (; ; )
            {
                int left = loop.TimeLeft(coroutine);

                if (left >= 0 || coroutine == task || coroutine.AwaitedBy == null)
                {
                    return left;
                }

                coroutine = coroutine.AwaitedBy;
            }
        }

        private static Coroutine Innermost(Coroutine task)
        {
            Coroutine coroutine = task;

            for (; ; )
            {
                Coroutine child = coroutine.Awaiting as Coroutine;

                if (child == null || child.IsCompleted || child.AwaitedBy != coroutine)
                {
                    return coroutine;
                }

                coroutine = child;
            }
        }

        // What says nothing of itself has its type's name, not with the namespace before it, but as a person would say it: delay for DelayAwaitable.
        private static string NameOf(Awaitable awaited)
        {
            Type type = awaited.GetType();
            string text = awaited.ToString();
            text = text == type.FullName ? type.Name : text;
            int end = text.IndexOf("Awaitable");
            end = end > 0 ? end : text.IndexOf("Operation");
            return end > 0 ? text.Substring(0, end).ToLower() + text.Substring(end + 9) : text;
        }
    }
}
