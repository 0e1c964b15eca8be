namespace UAsyncio.Nano
{
    /// <summary>Those that wait for an item of a queue, or for a place in it.</summary>
    internal sealed class QueueLine : WaitLine
    {
        private readonly AsyncQueue _queue;

        internal QueueLine(AsyncQueue queue)
        {
            _queue = queue;
        }

        protected internal override void Undo(Coroutine waiter)
        {
            _queue.Undo((QueueOperation)waiter);
        }

        public override string ToString()
        {
            return nameof(AsyncQueue);
        }
    }
}
