using System;
using System.Threading;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>The calls of one thread, as a tree.</summary>
    internal sealed class ThreadProfile
    {
        [ThreadStatic]
        private static ThreadProfile? s_current;

        private readonly Thread _thread = Thread.CurrentThread;

        private ThreadProfile()
        {
            Root = new CallNode(this, MethodRecord.Root, null);
            Node = Root;
        }

        public static ThreadProfile Current
        {
            get
            {
                if (s_current == null)
                {
                    s_current = new ThreadProfile();
                    Counters.Add(s_current);
                }

                return s_current;
            }
        }

        /// <summary>Gets whether the thread has ended and nothing was counted on it.</summary>
        public bool IsForNothing => !_thread.IsAlive && Root.IsEmpty;

        public CallNode Root { get; }

        /// <summary>Gets or sets where the thread is.</summary>
        public CallNode Node { get; set; }
    }
}
