using System;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The helper threads for what waits, name resolution and connecting: one for each connection that is being opened, so that none waits
    /// behind another's host. A thread takes some 700 bytes, and ends when nothing is left to do.
    /// </summary>
    internal static class Connector
    {
        // So many at a time; more wait for the first that ends. One thread is left to those that need no resolver, which can be slow.
        private const int MaxThreads = 4;
        private const int MaxNames = MaxThreads - 1;

        private static readonly object s_lock = new object();

        // What no thread has taken yet: each refers to the one behind it.
        private static ConnectOperation s_first;
        private static int s_threads;
        private static int s_names;

        internal static void Start(ConnectOperation operation)
        {
            Thread thread = new Thread(Work);

            lock (s_lock)
            {
                if (s_threads < MaxThreads)
                {
                    // It waits for the lock. When it cannot start, nothing has changed.
                    thread.Start();
                    s_threads++;
                }

                ConnectOperation last = s_first;

                while (last != null && last._next != null)
                {
                    last = last._next;
                }

                if (last == null)
                {
                    s_first = operation;
                }
                else
                {
                    last._next = operation;
                }
            }
        }

        private static void Work()
        {
            ConnectOperation operation = null;

            for (bool failed = false; ;)
            {
                // Where memory is short, for any of these calls, it is tried again: nobody else can do it.
                try
                {
                    if (failed)
                    {
                        Thread.Sleep(1);
                        failed = false;
                    }

                    if (operation == null || operation.IsDone)
                    {
                        operation = TakeNext(operation);

                        if (operation == null)
                        {
                            return;
                        }
                    }

                    operation.Connect();
                }
                catch (Exception)
                {
                    failed = true;
                }
            }
        }

        // The next one that can be begun; null when this thread has nothing to do any more.
        private static ConnectOperation TakeNext(ConnectOperation done)
        {
            lock (s_lock)
            {
                if (done != null && done._isName)
                {
                    s_names--;
                }

                ConnectOperation before = null;
                ConnectOperation next = s_first;

                while (next != null && next._isName && s_names == MaxNames)
                {
                    before = next;
                    next = next._next;
                }

                if (next == null)
                {
                    s_threads--;
                    return null;
                }

                if (before == null)
                {
                    s_first = next._next;
                }
                else
                {
                    before._next = next._next;
                }

                if (next._isName)
                {
                    s_names++;
                }

                next._next = null;
                return next;
            }
        }
    }
}
