using System;

namespace UAsyncio.Nano
{
    public abstract partial class Coroutine
    {
        /// <summary>
        /// Runs coroutines side by side until all have ended. When one fails or is cancelled the others are cancelled, their cleanup is
        /// awaited, and its exception comes out; so it is when WhenAll itself is cancelled. (asyncio: gather)
        /// </summary>
        /// <param name="coroutines">Not started yet, started or ended. Each takes a slot of the loop until it has ended.</param>
        /// <returns>To be awaited: the results in the order of the arguments, null where there is none.</returns>
        /// <exception cref="ArgumentNullException">On the await: the array or one of them is null; nothing has been started then.</exception>
        /// <exception cref="InvalidOperationException">On the await: there are not so many slots; nothing has been started then.</exception>
        public static Coroutine<object[]> WhenAll(params Coroutine[] coroutines)
        {
            return WhenAll(coroutines, TaskGroup.FailsOnCancel);
        }

        /// <summary>
        /// Runs coroutines side by side until all have ended, however they end; when it is cancelled itself, they are too, their cleanup is awaited,
        /// and what fails there comes out. (asyncio: gather with return_exceptions)
        /// </summary>
        /// <param name="coroutines">As for <see cref="WhenAll(Coroutine[])"/>.</param>
        /// <returns>To be awaited: the results in the order of the arguments; the exception in the place of the result of one that failed.</returns>
        /// <exception cref="ArgumentNullException">On the await: the array or one of them is null; nothing has been started then.</exception>
        /// <exception cref="InvalidOperationException">On the await: there are not so many slots; nothing has been started then.</exception>
        public static Coroutine<object[]> WhenAllSettled(params Coroutine[] coroutines)
        {
            return WhenAll(coroutines, TaskGroup.Collects);
        }

        /// <summary>
        /// Waits until one of several coroutines has ended, however; the others go on. An exception of one of those is reported as that of
        /// a task, unless it is awaited. (asyncio: wait with FIRST_COMPLETED)
        /// </summary>
        /// <param name="coroutines">
        /// As for <see cref="WhenAll(Coroutine[])"/>. What has not started becomes a task, which takes its slot until it has ended; of what was a task before
        /// the slot is free when this ends.
        /// </param>
        /// <returns>To be awaited: the index of the first one that ended. Awaiting that one gives its outcome.</returns>
        /// <exception cref="ArgumentException">On the await: there is none, or it or one of them is null; nothing has been started then.</exception>
        /// <exception cref="InvalidOperationException">On the await: there are not so many slots; nothing has been started then.</exception>
        public static Coroutine<int> WhenAny(params Coroutine[] coroutines)
        {
            return WhenAny(coroutines, TaskGroup.Leaves);
        }

        /// <summary>
        /// Waits until one of several coroutines has ended, however; the others are cancelled in the same turn, and their cleanup is awaited: what
        /// one of them was woken for, an item or a lock, is the next one's. A failure of one of those is reported as that of a task. When this itself is
        /// cancelled at the moment in which one has ended, nobody is told which: its outcome is there still.
        /// </summary>
        /// <param name="coroutines">As for <see cref="WhenAll(Coroutine[])"/>.</param>
        /// <returns>To be awaited: the index of the first one that ended. Awaiting that one gives its outcome.</returns>
        /// <exception cref="ArgumentException">On the await: there is none, or it or one of them is null; nothing has been started then.</exception>
        /// <exception cref="InvalidOperationException">On the await: there are not so many slots; nothing has been started then.</exception>
        public static Coroutine<int> WhenAnyOnly(params Coroutine[] coroutines)
        {
            return WhenAny(coroutines, TaskGroup.Only);
        }

        /// <summary>
        /// Waits for a coroutine without passing a cancellation, or the end of a time limit, on to it: it goes on then. (asyncio: shield)
        /// </summary>
        /// <param name="coroutine">One that has not started becomes a task at once.</param>
        /// <returns>To be awaited; the result is the coroutine's <see cref="Result"/>.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">All slots are taken.</exception>
        public static Awaitable Shield(Coroutine coroutine)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (coroutine._state == NotStarted || coroutine._state == Tracked)
            {
                EventLoop.Running.CreateTask(coroutine);
            }

            return new ShieldAwaitable(coroutine);
        }

        /// <summary>
        /// Has a function called on a helper thread, for what can only wait: a slow bus, a file, a driver that sleeps. (asyncio: to_thread)
        /// </summary>
        /// <param name="work">The function. It must not touch the loop or what belongs to it.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>
        /// To be awaited: its exception comes out. When it is cancelled, one that has not begun is not called; one that has goes on to
        /// its end, and what comes of it is dropped.
        /// </returns>
        /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
        public static Coroutine Run(LoopCallback work, object state = null)
        {
            if (work == null)
            {
                throw new ArgumentNullException(nameof(work));
            }

            return Run(new BlockingCall(work, state));
        }

        /// <summary>How many helper threads <see cref="Run(LoopCallback, object)"/> has at most, 2 by default; further calls wait in line.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
        public static int MaxHelperThreads
        {
            get => BlockingCall.s_maxThreads;
            set
            {
                if (value < 1)
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                BlockingCall.s_maxThreads = value;
            }
        }

        /// <summary>The task that this is part of: itself, or the outermost of those that await it.</summary>
        internal Coroutine FindTask()
        {
            Coroutine task = this;

            for (; ; )
            {
                Coroutine parent = task.AwaitedBy;

                if (parent == null)
                {
                    return task;
                }

                task = parent;
            }
        }

        // Has the name of what is called, which lists of tasks show; so have the two below.
        private static async Coroutine Run(BlockingCall call)
        {
            call.Enqueue();
            bool isInLine = true;

            try
            {
                await call.WaitAsync();
            }
            finally
            {
                // Nobody else does it, and it would be made after all: where memory is too short, it is tried again.
                for (int attempts = EventLoop.MaxFailures; isInLine && attempts > 0; attempts--)
                {
                    try
                    {
                        call.Dequeue();
                        isInLine = false;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }

            if (call.Failure != null)
            {
                throw call.Failure;
            }
        }

        private static async Coroutine<object[]> WhenAll(Coroutine[] coroutines, int kind)
        {
            if (coroutines == null)
            {
                throw new ArgumentNullException(nameof(coroutines));
            }

            await new TaskGroup(kind).JoinAsync(coroutines);
            object[] results = new object[coroutines.Length];

            for (int i = 0; i < results.Length; i++)
            {
                if (!coroutines[i].IsCompleted)
                {
                    // Memory was too short for it to begin.
                    throw new OutOfMemoryException();
                }

                results[i] = coroutines[i].IsFaulted ? coroutines[i].Exception : coroutines[i].Result;
            }

            return results;
        }

        private static async Coroutine<int> WhenAny(Coroutine[] coroutines, int kind)
        {
            if (coroutines == null)
            {
                throw new ArgumentNullException(nameof(coroutines));
            }

            if (coroutines.Length == 0)
            {
                throw new ArgumentException(nameof(coroutines));
            }

            TaskGroup group = new TaskGroup(kind);

            try
            {
                group.AddAll(coroutines);

                while (group.First == null)
                {
                    await group.Changed;
                }
            }
            finally
            {
                // Where memory is too short, again: nobody else has the group.
                while (group.Members != null && group.CloseFailures < EventLoop.MaxFailures)
                {
                    try
                    {
                        if (kind == TaskGroup.Leaves)
                        {
                            group.LeaveTasks();
                            break;
                        }

                        await group.CloseAsync();
                    }
                    catch (OutOfMemoryException)
                    {
                        group.CloseFailures++;
                    }
                }
            }

            if (!group.First.IsCompleted)
            {
                // Memory was too short for it to begin.
                throw new OutOfMemoryException();
            }

            int index = 0;

            while (coroutines[index] != group.First)
            {
                index++;
            }

            return index;
        }
    }
}
