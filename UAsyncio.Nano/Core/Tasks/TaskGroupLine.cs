namespace UAsyncio.Nano
{
    /// <summary>Those that wait until something has changed in a group.</summary>
    internal sealed class TaskGroupLine : WaitLine
    {
        public override string ToString()
        {
            return nameof(TaskGroup);
        }
    }
}
