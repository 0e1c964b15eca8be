namespace UAsyncio.Nano
{
    /// <summary>
    /// The seam between a loop and the world: time, waiting, and I/O. The loop polls on every pass, also while
    /// coroutines are ready. A test puts a fake clock here. (uasyncio: the loop's time() and wait(), and the poller)
    /// </summary>
    public interface IPoller
    {
        /// <summary>The time in milliseconds: a 32-bit tick that wraps, to be compared by signed difference.</summary>
        int Ticks { get; }

        /// <summary>True while a coroutine is parked on I/O: one that only <see cref="Poll"/> can wake.</summary>
        bool HasWaiters { get; }

        /// <summary>Has an operation tried on each <see cref="Poll"/>, until it is done or taken back; or, if it throws, not.</summary>
        /// <param name="operation">
        /// An operation that a coroutine waits for; or one that nobody awaits, which is tried until it is taken back, whatever comes of it.
        /// </param>
        void Add(IoOperation operation);

        /// <summary>Takes an operation back. It does nothing if it is not there, and changes nothing if it throws.</summary>
        /// <param name="operation">The operation.</param>
        void Remove(IoOperation operation);

        /// <summary>Wakes the coroutines whose I/O is ready; waits for that when there is nothing else to do.</summary>
        /// <param name="milliseconds">How long to wait at most: 0 only looks; -1 waits until there is an event or a <see cref="Wake"/>.</param>
        void Poll(int milliseconds);

        /// <summary>Ends a wait at once, or the next one if none is under way. For any thread.</summary>
        void Wake();

        /// <summary>Releases what it holds. It is called once, and again where memory was too short for the loop to close.</summary>
        void Close();
    }
}
