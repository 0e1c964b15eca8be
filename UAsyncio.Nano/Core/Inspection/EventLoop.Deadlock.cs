using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // Every task that waits and what for, as far as they can be found: those that are watched, those that had a turn lately, and those
        // that have to do with what one of them waits for. Then those that wait for each other.
        private string DescribeDeadlock()
        {
            Coroutine[] found = new Coroutine[_live];
            int count = Find(_main, found, 0);

            for (Coroutine task = _watch?.NextTask(null); task != null; task = _watch.NextTask(task))
            {
                count = Find(task, found, count);
            }

            foreach (Coroutine coroutine in _queue.Slots)
            {
                count = Find(coroutine, found, count);
            }

            string text = "deadlock: nothing left that could wake " + _main.Name;

            for (int i = 0; i < count; i++)
            {
                Coroutine innermost = Innermost(found[i]);
                Awaitable awaited = (Awaitable)innermost._awaiting;
                WaitLine line = awaited as WaitLine;
                text += "\n  " + found[i].Name + ": " + innermost.MethodName;

                for (Coroutine outer = innermost.AwaitedBy; outer != null; outer = outer.AwaitedBy)
                {
                    text += " in " + outer.MethodName;
                }

                Coroutine blocker = BlockerOf(found[i]);
                text += " waits for " + (awaited is Coroutine ? "" : NameOf(awaited));
                text += awaited is AsyncLock ? " held by " : "";
                text += blocker?.Name;
                count = Find(blocker, found, count);

                if (line != null)
                {
                    count = line.FindTasks(found, count);
                }
            }

            if (count < _live)
            {
                text += "\n  " + (_live - count) + " more: Watch names them";
            }

            for (int i = 0; i < count; i++)
            {
                text += DescribeCycle(found, i, count);
            }

            return text;
        }

        // What says nothing of itself has its type's name, with the namespace before it.
        private static string NameOf(Awaitable awaited)
        {
            Type type = awaited.GetType();
            string text = awaited.ToString();
            return text == type.FullName ? type.Name : text;
        }

        /// <summary>Adds the task of a coroutine to others, if it is parked and not among them.</summary>
        /// <returns>How many there are then.</returns>
        internal static int Find(Coroutine coroutine, Coroutine[] found, int count)
        {
            if (coroutine == null || coroutine._state < 0)
            {
                return count;
            }

            Coroutine task = coroutine.FindTask();

            if (count < found.Length && IndexOf(task, found, count) == count)
            {
                found[count] = task;
                count++;
            }

            return count;
        }

        private static int IndexOf(Coroutine task, Coroutine[] found, int count)
        {
            int index = 0;

            while (index < count && found[index] != task)
            {
                index++;
            }

            return index;
        }

        // Told once, by the first of those in it.
        private static string DescribeCycle(Coroutine[] found, int index, int count)
        {
            Coroutine first = found[index];
            Coroutine next = first;
            string text = "\n  cycle: " + first.Name;

            for (int steps = 0; steps < count; steps++)
            {
                next = BlockerOf(next);

                if (next == null || IndexOf(next, found, count) < index)
                {
                    break;
                }

                text += " > " + next.Name;

                if (next == first)
                {
                    return text;
                }
            }

            return "";
        }

        // The coroutine of a task that waits for something that is no child of it.
        private static Coroutine Innermost(Coroutine task)
        {
            Coroutine coroutine = task;

            for (; ; )
            {
                Coroutine child = coroutine._awaiting as Coroutine;

                if (child == null || child.AwaitedBy != coroutine)
                {
                    return coroutine;
                }

                coroutine = child;
            }
        }

        // The task that a task waits for: another one, or the holder of a lock.
        private static Coroutine BlockerOf(Coroutine task)
        {
            if (task._state < 0)
            {
                return null;
            }

            Awaitable awaited = (Awaitable)Innermost(task)._awaiting;
            AsyncLock held = awaited as AsyncLock;
            Coroutine blocker = held == null ? awaited as Coroutine : held.Holder;
            return blocker == null ? null : blocker.FindTask();
        }
    }
}
