using System;
using System.Collections;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>
    /// While the scheduler's debug switch is on: remembers coroutines that have not started, to report those that nobody
    /// ever awaits or schedules. (CPython: "coroutine was never awaited")
    /// </summary>
    internal static class CoroutineTracker
    {
        // By turns: the coroutine, or a weak reference to it; the name; the thread. One that is awaited right where it is made begins without a
        // word, and may be collected before its pass ends: so it is kept until then.
        private const int Fields = 3;

        private static readonly ArrayList s_made = new ArrayList();

        internal static void Add(Coroutine coroutine)
        {
            lock (s_made)
            {
                s_made.Add(coroutine);
                s_made.Add(coroutine.MethodName);
                s_made.Add(Thread.CurrentThread);
            }
        }

        /// <summary>It starts, or ends before it has started.</summary>
        [Inline]
        internal static void Forget(Coroutine coroutine)
        {
            if (coroutine._state == Coroutine.Tracked)
            {
                Remove(coroutine);
            }
        }

        private static void Remove(Coroutine coroutine)
        {
            lock (s_made)
            {
                for (int i = 0; i < s_made.Count; i += Fields)
                {
                    if (At(i) == coroutine)
                    {
                        RemoveAt(i);
                        break;
                    }
                }
            }

            coroutine._state = Coroutine.NotStarted;
        }

        /// <summary>Reports those that are lost, and forgets those that have begun.</summary>
        /// <param name="closing">The thread of a loop that closes: its own could be started so far; null while loops run.</param>
        internal static void Report(Thread closing)
        {
            lock (s_made)
            {
                for (int i = s_made.Count - Fields; i >= 0; i -= Fields)
                {
                    Coroutine coroutine = At(i);

                    if (coroutine != null && coroutine._state != Coroutine.Tracked)
                    {
                        RemoveAt(i);
                    }
                    else if (coroutine == null || s_made[i + 2] == closing)
                    {
                        Console.WriteLine("never awaited: " + s_made[i + 1]);
                        RemoveAt(i);
                    }
                    else if (s_made[i] == coroutine && IsPassOf((Thread)s_made[i + 2]))
                    {
                        s_made[i] = new WeakReference(coroutine);
                    }
                }
            }
        }

        // The pass of the thread that made it; of one without a loop, which can await nothing itself, any.
        private static bool IsPassOf(Thread thread)
        {
            return thread == Thread.CurrentThread || EventLoop.Find(thread) == null;
        }

        // Null where it was collected.
        private static Coroutine At(int i)
        {
            WeakReference reference = s_made[i] as WeakReference;
            return (Coroutine)(reference == null ? s_made[i] : reference.Target);
        }

        private static void RemoveAt(int i)
        {
            for (int last = i + Fields - 1; last >= i; last--)
            {
                s_made.RemoveAt(last);
            }
        }
    }
}
