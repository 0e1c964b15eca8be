using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        /// <summary>
        /// Schedules a coroutine as a task of its own: its first turn comes after what is ready now. (uasyncio: create_task)
        /// </summary>
        /// <param name="coroutine">One that has not started.</param>
        /// <param name="name">For messages; a name takes some 36 bytes.</param>
        /// <returns>The same, to be awaited or cancelled.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">It has been started already, or all slots are taken: give the constructor a larger readyLength.</exception>
        /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
        /// <exception cref="OutOfMemoryException">Memory is short: see <see cref="SpareMemory"/>.</exception>
        public Coroutine CreateTask(Coroutine coroutine, string name = null)
        {
            if (coroutine == null || coroutine._state != Coroutine.NotStarted || _live >= _mostLive)
            {
                CheckAdmission(coroutine);
            }

            // It may have one of an await that memory was too short for.
            coroutine._link = null;

            if (name != null)
            {
                coroutine._link = new TaskNode(null, name);
            }

            Commit.Begin();
            _live++;
            Schedule(coroutine);
            Commit.End();
            return coroutine;
        }

        /// <inheritdoc cref="CreateTask(Coroutine, string)"/>
        public Coroutine<T> CreateTask<T>(Coroutine<T> coroutine, string name = null)
        {
            throw null;
        }

        /// <summary>
        /// Schedules a coroutine as a task whose end has to be learned of in any case: its own code does not see that it is cancelled before its
        /// first turn. For libraries that hold something for a task.
        /// </summary>
        /// <param name="coroutine">One of an async method that has not started.</param>
        /// <param name="name">For messages, or null; a name takes some 36 bytes.</param>
        /// <param name="giver">Its <see cref="Awaitable.Undo"/> is called when the task is cancelled before its first turn, and so never executes.</param>
        /// <returns>The same coroutine, to be awaited or cancelled.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">It has been started already, or all slots are taken: give the constructor a larger readyLength.</exception>
        /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
        /// <exception cref="OutOfMemoryException">Memory is short: see <see cref="SpareMemory"/>.</exception>
        public Coroutine CreateTask(Coroutine coroutine, string name, Awaitable giver)
        {
            CreateTask(coroutine, name);

            // Where what it waits for is, from its first await on.
            coroutine._awaiting = giver;
            return coroutine;
        }

        /// <summary>Has a function called on the next pass. (uasyncio: call_soon)</summary>
        /// <param name="callback">The function. What it throws goes where a task's exceptions go.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>A handle: Cancel takes the call back; awaiting it waits for the call.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="InvalidOperationException">All slots are taken.</exception>
        public Coroutine CallSoon(LoopCallback callback, object state = null)
        {
            return CreateTask(new Callback(callback, state));
        }

        /// <summary>Has a function called after a delay. It takes a slot and a timer meanwhile. (uasyncio: call_later_ms)</summary>
        /// <param name="milliseconds">From 0 to <see cref="Coroutine.MaxDelay"/>.</param>
        /// <param name="callback">The function. What it throws goes where a task's exceptions go.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>A handle: Cancel takes the call back; awaiting it waits for the call.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        /// <exception cref="InvalidOperationException">All slots or all timers are taken.</exception>
        public Coroutine CallLater(int milliseconds, LoopCallback callback, object state = null)
        {
            if ((uint)milliseconds > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            Coroutine handle = new Callback(callback, state);
            CheckAdmission(handle);
            _queue.PrepareTimer();
            handle._due = Ticks + milliseconds;
            _queue.AddTimer(handle);
            Commit.Begin();
            _live++;
            handle._state = Coroutine.Scheduled;
            Commit.End();
            return handle;
        }

        /// <summary>Takes slots out of the common pool, so that <see cref="StartReserved(Coroutine)"/> cannot be refused.</summary>
        /// <param name="slots">How many, 0 or more; they are given back by <see cref="ReturnSlots"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="slots"/> is negative.</exception>
        /// <exception cref="InvalidOperationException">So many are not free: give the constructor a larger readyLength.</exception>
        public void ReserveSlots(int slots)
        {
            if (slots < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(slots));
            }

            CheckSlots(slots);
            _live += slots;
        }

        /// <summary>Schedules a task in a reserved slot, which goes back to the common pool when it ends.</summary>
        /// <param name="coroutine">One that has not started.</param>
        /// <exception cref="InvalidOperationException">It has been started already.</exception>
        public void StartReserved(Coroutine coroutine)
        {
            AdmitReserved(coroutine);
            Commit.Begin();
            coroutine._link = null;
            Schedule(coroutine);
            Commit.End();
        }

        /// <summary>The same for one that was given something which its code gives back at its end, such as a place.</summary>
        /// <param name="coroutine">Of an async method, just made.</param>
        /// <param name="giver">Its <see cref="Awaitable.Undo"/> is called when the task is cancelled before its first turn, and so never executes.</param>
        /// <exception cref="InvalidOperationException">It has been started already.</exception>
        public void StartReserved(Coroutine coroutine, Awaitable giver)
        {
            AdmitReserved(coroutine);
            Commit.Begin();

            // Where what it waits for is, from its first await on.
            coroutine._awaiting = giver;
            Schedule(coroutine);
            Commit.End();
        }

        /// <summary>Gives reserved slots back.</summary>
        /// <param name="slots">How many; negative to take the slot of a task that ends in this very turn out of the pool again.</param>
        [Inline]
        [Commit]
        public void ReturnSlots(int slots)
        {
            _live -= slots;
        }

        /// <summary>A task is cancelled before its first turn: it ends, and its slot is free.</summary>
        internal void CancelScheduled(Coroutine task)
        {
            EventQueue queue = _queue;
            Coroutine[] slots = queue.Slots;
            object exception = Interruption.s_canceled._awaiting;
            TaskNode node = task._link as TaskNode;
            int position = queue.Head;

            // A time limit has there what it shall wait for.
            Awaitable giver = task is TimeLimitWait ? null : task._awaiting as Awaitable;

            if (giver != null)
            {
                giver.Undo(task);
            }

            Commit.Begin();

            while (position != queue.Tail && slots[position & queue.Mask] != task)
            {
                position++;
            }

            if (position == queue.Tail)
            {
                bool isOwn = queue.RemoveTimer(task);

                if (!isOwn)
                {
                    // It is a closed loop's, and has no slot here.
                    _live++;
                }
            }
            else if (position - _passEnd < 0)
            {
                // Those before it move on, with the one that has its turn: the pass that is under way ends where it would have ended.
                for (; position - queue.Head >= 0; position--)
                {
                    slots[position & queue.Mask] = slots[(position - 1) & queue.Mask];
                }

                queue.Head++;
            }
            else
            {
                queue.Tail--;

                // Those behind it move up.
                for (; position != queue.Tail; position++)
                {
                    slots[position & queue.Mask] = slots[(position + 1) & queue.Mask];
                }
            }

            _live--;

            task._awaiting = exception;
            task._state = Coroutine.Faulted;

            if (node != null)
            {
                node.WakeAll(queue);
            }

            Commit.End();
        }

        [Inline]
        private void AdmitReserved(Coroutine coroutine)
        {
            if (coroutine._state != Coroutine.NotStarted)
            {
                CheckNotStarted(coroutine);
                CoroutineTracker.Forget(coroutine);
            }

            if (_watch != null)
            {
                _watch.TaskStarts(coroutine);
            }
        }

        [Inline]
        [Commit]
        private void Schedule(Coroutine coroutine)
        {
            coroutine._state = Coroutine.Scheduled;
            _queue.Push(coroutine);
        }

        /// <summary>Refuses what needs more slots than are free.</summary>
        internal void CheckSlots(int slots)
        {
            if (slots > FreeSlots)
            {
                throw new InvalidOperationException(slots + " slots wanted, " + FreeSlots + " free: raise EventLoop's readyLength");
            }
        }

        private static void CheckNotStarted(Coroutine coroutine)
        {
            if (coroutine._state != Coroutine.NotStarted && coroutine._state != Coroutine.Tracked)
            {
                throw new InvalidOperationException("already started");
            }
        }

        private void CheckAdmission(Coroutine coroutine)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (_closed)
            {
                throw new ObjectDisposedException(nameof(EventLoop));
            }

            CheckNotStarted(coroutine);

            if (_live >= _readyLength)
            {
                throw new InvalidOperationException("all " + _live + " slots taken: raise EventLoop's readyLength");
            }

            if (_isShort)
            {
                TakeSpare();

                if (_isShort)
                {
                    throw new OutOfMemoryException();
                }
            }

            CoroutineTracker.Forget(coroutine);

            if (_watch != null)
            {
                _watch.TaskStarts(coroutine);
            }
        }
    }
}
