using System;
using System.Collections;

namespace UAsyncio.Nano
{
    /// <summary>
    /// While the scheduler's debug switch is on: remembers coroutines that have not started, to report those that nobody
    /// ever awaits or schedules. (CPython: "coroutine was never awaited")
    /// </summary>
    internal static class CoroutineTracker
    {
        // Weak references and names by turns.
        private static readonly ArrayList s_made = new ArrayList();

        internal static void Add(Coroutine coroutine)
        {
            lock (s_made)
            {
                s_made.Add(new WeakReference(coroutine));
                s_made.Add(coroutine.GetType().Name);
            }
        }

        internal static void Remove(Coroutine coroutine)
        {
            lock (s_made)
            {
                for (int i = 0; i < s_made.Count; i += 2)
                {
                    if (((WeakReference)s_made[i]).Target == coroutine)
                    {
                        RemoveAt(i);
                        return;
                    }
                }
            }
        }

        /// <summary>Reports those that are lost.</summary>
        /// <param name="all">Whether to report also those that could still be started: the loop is closing.</param>
        internal static void Check(bool all)
        {
            lock (s_made)
            {
                for (int i = s_made.Count - 2; i >= 0; i -= 2)
                {
                    if (all || ((WeakReference)s_made[i]).Target == null)
                    {
                        Console.WriteLine("never awaited: " + s_made[i + 1]);
                        RemoveAt(i);
                    }
                }
            }
        }

        private static void RemoveAt(int i)
        {
            s_made.RemoveAt(i + 1);
            s_made.RemoveAt(i);
        }
    }
}
