namespace UAsyncio.Nano
{
    /// <summary>
    /// Sees the tasks of a loop come and their turns begin and end, as <see cref="EventLoop.Watch"/>: what lists them, counts turns and finds
    /// long ones. UAsyncio.Nano.Inspection has one.
    /// </summary>
    /// <remarks>
    /// All but what is said to be for any thread is called on the loop's. What it throws leaves Run, but for an OutOfMemoryException: the
    /// loop goes on in the next pass then.
    /// </remarks>
    public abstract class LoopWatch
    {
        /// <summary>A coroutine becomes a task; or it will not after all, and stays not started.</summary>
        /// <param name="task">The task.</param>
        protected internal abstract void TaskStarts(Coroutine task);

        /// <summary>A coroutine has its turn now.</summary>
        /// <param name="resumed">The one that was woken: a task, or one that a task awaits.</param>
        protected internal abstract void TurnBegins(Coroutine resumed);

        /// <summary>It has had its turn, and may have ended in it, together with those that awaited it.</summary>
        protected internal abstract void TurnEnds();

        /// <summary>Walks over the tasks that have not ended. (asyncio: all_tasks)</summary>
        /// <param name="task">Null for the first; then the one before, which may have ended meanwhile.</param>
        /// <returns>The next one; null when there is none left.</returns>
        public abstract Coroutine NextTask(Coroutine task);
    }
}
