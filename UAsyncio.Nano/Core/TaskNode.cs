namespace UAsyncio.Nano
{
    /// <summary>
    /// What a task needs only when it is named, or when a task is awaited: its name and those who await it. A field
    /// each would cost every coroutine 12 bytes.
    /// </summary>
    internal sealed class TaskNode : WaitLine
    {
        internal readonly string Name;

        // Not null: this is no task but a child that was awaited by its parent first.
        internal readonly Coroutine Parent;

        /// <summary>Of a task that has failed, for which nobody waits any more: the next one in the loop's list of those.</summary>
        internal Coroutine NextFailed
        {
            [Inline]
            get => _first;

            [Inline]
            set => _first = value;
        }

        internal TaskNode(Coroutine parent, string name = null)
        {
            Parent = parent;
            Name = name;
        }
    }
}
