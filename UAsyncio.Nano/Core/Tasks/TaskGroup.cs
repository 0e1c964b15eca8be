using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Tasks that begin and end together: when one fails, the others are cancelled. (asyncio: TaskGroup)
    /// <code>
    /// TaskGroup group = new TaskGroup();
    ///
    /// try
    /// {
    ///     group.CreateTask(ReadAsync());
    ///     group.CreateTask(WriteAsync());
    ///     await group.JoinAsync();
    /// }
    /// finally
    /// {
    ///     await group.CloseAsync();
    /// }
    /// </code>
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. The failure that came first is that of <see cref="JoinAsync()"/>, and wins over a cancellation of who joins; later
    /// ones, and all where nobody joins, go to the loop's exception handler. What shall be cancelled with the others is a task of the group too, the body included.
    /// </remarks>
    public sealed partial class TaskGroup
    {
        // A task that is cancelled alone is no failure; it is one, until there is a real one; nothing is one but what fails in the cleanup; the
        // others are left alone when one has ended; or they are cancelled, and their failures are not that of the group.
        internal const int Ignores = 0;
        internal const int FailsOnCancel = 1;
        internal const int Collects = 2;
        internal const int Leaves = 3;
        internal const int Only = 4;

        internal readonly int Kind;
        internal readonly TaskGroupLine Changed = new TaskGroupLine();

        // Those that have not ended, the oldest first.
        internal TaskGroupMember Members;
        internal Exception Failure;
        internal Coroutine First;

        // How often closing has failed for want of memory.
        internal int CloseFailures;
        private bool _isClosing;

        // Its failure comes out, or has been reported.
        private bool _isTold;

        /// <summary>Creates a group.</summary>
        public TaskGroup()
        {
        }

        internal TaskGroup(int kind)
        {
            Kind = kind;
        }

        /// <summary>What its tasks were given to, as it was written.</summary>
        internal string Method
        {
            get
            {
                switch (Kind)
                {
                    case FailsOnCancel:
                        return nameof(Coroutine.WhenAll);
                    case Collects:
                        return nameof(Coroutine.WhenAllSettled);
                    case Leaves:
                        return nameof(Coroutine.WhenAny);
                    case Only:
                        return nameof(Coroutine.WhenAnyOnly);
                    default:
                        return nameof(TaskGroup);
                }
            }
        }

        /// <summary>True while a task of the group has not ended.</summary>
        public bool IsRunning => Members != null;

        /// <summary>Makes a task that is one of the group. (asyncio: create_task)</summary>
        /// <param name="coroutine">Not started yet, started or ended.</param>
        /// <param name="name">For messages.</param>
        /// <returns>The same, to be awaited or cancelled; cancelled alone it is no failure of the group.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">The group is closing because a task has failed, or all slots are taken.</exception>
        public Coroutine CreateTask(Coroutine coroutine, string name = null)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (_isClosing)
            {
                throw new InvalidOperationException("the group is closing");
            }

            Add(coroutine, name);
            return coroutine;
        }

        /// <summary>
        /// Waits until all have ended. When one fails, or this is cancelled, the others are cancelled and their cleanup is awaited first.
        /// </summary>
        /// <returns>To be awaited. The first failure comes out.</returns>
        public Coroutine JoinAsync()
        {
            return JoinAsync(null);
        }

        /// <summary>Makes tasks of those, all or, if there is no room, none, and waits until all have ended.</summary>
        internal async Coroutine JoinAsync(Coroutine[] coroutines)
        {
            _isTold = true;

            try
            {
                if (coroutines != null)
                {
                    AddAll(coroutines);
                }

                while (Members != null && Failure == null)
                {
                    await Changed;
                }
            }
            finally
            {
                // Where memory is too short for it to begin, it begins again: nothing of the group outlives it.
                while (Members != null && CloseFailures < EventLoop.MaxFailures)
                {
                    try
                    {
                        await CloseAsync();
                    }
                    catch (OutOfMemoryException)
                    {
                        CloseFailures++;
                    }
                }

                _isClosing = true;

                // In here, or a cancellation would have it forgotten.
                if (Failure != null)
                {
                    throw Failure;
                }
            }
        }

        /// <summary>
        /// Cancels those that have not ended and waits for their end, also while it is cancelled itself. After JoinAsync there is nothing
        /// left to do.
        /// </summary>
        /// <returns>To be awaited.</returns>
        public async Coroutine CloseAsync()
        {
            bool isCanceled = false;
            _isClosing = true;

            while (Members != null)
            {
                try
                {
                    CancelMembers();

                    if (Members != null)
                    {
                        await Changed;
                    }
                }
                catch (CanceledException)
                {
                    isCanceled = true;
                }
                catch (OutOfMemoryException)
                {
                    if (++CloseFailures >= EventLoop.MaxFailures)
                    {
                        throw;
                    }
                }
            }

            if (!_isTold && Failure != null)
            {
                _isTold = true;
                EventLoop loop = EventLoop.Running;
                loop.Report(loop.CurrentTask, Failure);
            }
            else if (Failure != null)
            {
                return;
            }

            if (isCanceled)
            {
                throw new CanceledException();
            }
        }
    }
}
