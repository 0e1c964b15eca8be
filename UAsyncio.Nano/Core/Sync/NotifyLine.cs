namespace UAsyncio.Nano
{
    /// <summary>A line in which one that is cancelled after it was woken wakes the next one in its place.</summary>
    internal sealed class NotifyLine : WaitLine
    {
        protected internal override void Undo(Coroutine waiter)
        {
            WakeFirst();
        }

        public override string ToString()
        {
            return nameof(AsyncCondition);
        }
    }
}
