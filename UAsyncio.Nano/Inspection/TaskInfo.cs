namespace UAsyncio.Nano.Inspection
{
    /// <summary>What a <see cref="TaskWatch"/> knows of a task.</summary>
    public sealed class TaskInfo
    {
        // Still there when this one has left the list, so that a walk goes on.
        internal TaskInfo _next;

        internal TaskInfo(Coroutine task)
        {
            Task = task;
        }

        /// <summary>The task.</summary>
        public Coroutine Task { get; }

        /// <summary>How many turns it has had, all that it awaits included.</summary>
        public int Turns { get; internal set; }

        /// <summary>Its longest turn, in milliseconds.</summary>
        public int LongestTurn { get; internal set; }

        /// <summary>All its turns together, in milliseconds; turns of less than one are seen as 0 or 1.</summary>
        public int TotalTime { get; internal set; }

        /// <summary>The task that was made before and has not ended; null at the end of the walk.</summary>
        public TaskInfo Next
        {
            get
            {
                TaskInfo next = _next;

                while (next != null && !next.IsLive)
                {
                    next = next._next;
                }

                return next;
            }
        }

        internal bool IsLive => !Task.IsCompleted;
    }
}
