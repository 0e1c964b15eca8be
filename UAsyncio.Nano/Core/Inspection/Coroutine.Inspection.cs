using System;

namespace UAsyncio.Nano
{
    public abstract partial class Coroutine
    {
        // Of the last exceptions that have left a coroutine, the innermost one that each has left: from it the way up is known. Null while
        // memory is short.
        internal static Coroutine[] s_innermost;

        // For how many passes yet they are kept: a cleanup that waits may lie between a throw and its report, but memory is dear.
        internal static int s_passesToKeep;
        private const int PassesToKeep = 4;
        private static int s_nextFailure;

        /// <summary>The async method, as it was written: ReadAsync.</summary>
        public string MethodName
        {
            get
            {
                string method = Method;

                if (method != null)
                {
                    return method;
                }

                // <ReadAsync>d__5; <InnerAsync|0_0>d, woven, for a local function; <<Outer>b__0_0>d for a lambda in Outer.
                string name = GetType().Name;
                int start = 0;

                // Not from the end: on a device that gets over no letter that is not ASCII.
                while (name[start] == '<')
                {
                    start++;
                }

                int end = name.IndexOf('|');
                end = end < 0 ? name.IndexOf('>') : end;
                return end < 0 ? name : name.Substring(start, end - start);
            }
        }

        /// <summary>Of one that is written by hand, the method that returns it, where its type has another name; null of all others.</summary>
        internal virtual string Method => null;

        /// <summary>Its name as a task that was given none.</summary>
        internal virtual string TaskName => MethodName;

        /// <summary>What it is suspended at: a coroutine, a delay, a lock; null while it runs, has not started or has ended, or is cancelled.</summary>
        public Awaitable Awaiting => _state < 0 || _awaiting is Interruption ? null : (Awaitable)_awaiting;

        /// <summary>The coroutine that has started it by awaiting it; null for a task.</summary>
        public Coroutine AwaitedBy
        {
            get
            {
                TaskNode node = _link as TaskNode;
                return node == null ? _link as Coroutine : node.Parent;
            }
        }

        /// <summary>The innermost coroutine that an exception has left; null when too many others have come since.</summary>
        internal static Coroutine FindFailure(Exception exception)
        {
            Coroutine[] all = s_innermost;
            int i = all == null ? -1 : all.Length - 1;

            while (i >= 0 && (all[i] == null || all[i]._awaiting != exception))
            {
                i--;
            }

            return i < 0 ? null : all[i];
        }

        // An exception goes from this to who awaits it. By stores alone, or it would be lost when memory is short.
        [Inline]
        [Commit]
        private void NoteFailure()
        {
            Coroutine[] innermost = s_innermost;

            // A cancellation is not reported.
            if (innermost == null || _awaiting == Interruption.s_canceled._awaiting)
            {
                return;
            }

            EventLoop loop = EventLoop.s_only;
            s_passesToKeep = PassesToKeep;

            if (loop != null)
            {
                loop._isSpecial = true;
            }

            int i = innermost.Length - 1;

            while (i >= 0 && (innermost[i] == null || innermost[i]._awaiting != _awaiting))
            {
                i--;
            }

            if (i < 0)
            {
                i = s_nextFailure;
                s_nextFailure = (i + 1) % innermost.Length;
                innermost[i] = this;
            }
            else if (innermost[i] is Interruption)
            {
                // What failed is no coroutine but what one waited for.
                innermost[i] = this;
            }
        }
    }
}
