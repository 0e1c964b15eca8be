using System;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>A function that may wait, on a helper thread.</summary>
    internal sealed class BlockingCall : ThreadSafeFlag
    {
        // Those that no thread has taken yet, the first and in each the next.
        private static BlockingCall s_first;
        private static int s_threads;
        internal static int s_maxThreads = 2;

        internal Exception Failure;
        private readonly LoopCallback _work;
        private readonly object _argument;
        private BlockingCall _next;

        internal BlockingCall(LoopCallback work, object argument)
        {
            _work = work;
            _argument = argument;
        }

        /// <summary>Has it called as soon as a thread is free for it.</summary>
        internal void Enqueue()
        {
            lock (EventLoop.s_signalLock)
            {
                // What can fail comes first; the thread waits for the lock.
                bool isNew = s_threads < s_maxThreads;

                if (isNew)
                {
                    new Thread(Work).Start();
                }

                Commit.Begin();
                s_threads += isNew ? 1 : 0;
                BlockingCall last = s_first;

                while (last != null && last._next != null)
                {
                    last = last._next;
                }

                if (last == null)
                {
                    s_first = this;
                }
                else
                {
                    last._next = this;
                }

                Commit.End();
            }
        }

        /// <summary>Takes it back if no thread has begun with it.</summary>
        internal void Dequeue()
        {
            lock (EventLoop.s_signalLock)
            {
                if (s_first == this)
                {
                    s_first = _next;
                    return;
                }

                for (BlockingCall call = s_first; call != null; call = call._next)
                {
                    if (call._next == this)
                    {
                        call._next = _next;
                        return;
                    }
                }
            }
        }

        public override string ToString()
        {
            return "helper thread";
        }

        // A thread ends when there is nothing more to do: asleep it would take some 700 bytes.
        private static void Work()
        {
            BlockingCall call = null;
            bool isCalled = false;

            for (bool isShort = false; ;)
            {
                // Where memory is too short, for any of these calls, it is tried again: who waits must hear of it, and nobody else can tell.
                try
                {
                    if (isShort)
                    {
                        isShort = false;
                        Thread.Sleep(10);
                    }

                    if (call == null)
                    {
                        call = Next();
                        isCalled = false;

                        if (call == null)
                        {
                            return;
                        }
                    }

                    if (!isCalled)
                    {
                        isCalled = true;

                        try
                        {
                            call._work(call._argument);
                        }
                        catch (Exception exception)
                        {
                            call.Failure = exception;
                        }
                    }

                    call.Set();
                    call = null;
                }
                catch (OutOfMemoryException)
                {
                    isShort = true;
                }
            }
        }

        private static BlockingCall Next()
        {
            lock (EventLoop.s_signalLock)
            {
                BlockingCall call = s_first;

                if (call == null)
                {
                    s_threads--;
                }
                else
                {
                    s_first = call._next;
                }

                return call;
            }
        }
    }
}
