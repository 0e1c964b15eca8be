namespace UAsyncio.Nano
{
    /// <summary>A line of waiters for everybody to use: awaited, it waits until somebody wakes it.</summary>
    /// <inheritdoc cref="WaitLine"/>
    public class WaitList : WaitLine
    {
        /// <inheritdoc cref="WaitLine.WakeFirst"/>
        public new Coroutine WakeFirst()
        {
            return base.WakeFirst();
        }

        /// <inheritdoc cref="WaitLine.WakeAll()"/>
        public new void WakeAll()
        {
            base.WakeAll();
        }

        /// <inheritdoc cref="WaitLine.Add"/>
        public new void Add(Coroutine waiter)
        {
            base.Add(waiter);
        }
    }
}
