using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A call of an async method: its state machine, its awaiter and its node in the queues in one object.
    /// It is cold: it starts when it is awaited or given to <see cref="EventLoop.CreateTask(Coroutine, string)"/>.
    /// (uasyncio: a coroutine, and the Task made of it)
    /// </summary>
    /// <remarks>
    /// For the thread of its loop only. On a device every field costs 12 bytes in every coroutine, hence
    /// so few of them, each with more than one use.
    /// <para>
    /// What an await becomes in woven code: <c>if (!a.BeginAwait()) { _awaiting = a; a.Park(this); _state = n; return; }</c>, and
    /// at the resumption <c>_state = Running; a = _awaiting;</c>, then <c>a.EndAwait()</c>. Its end is that of SetResult and SetException,
    /// written out: it needs no memory then, and a coroutine always comes to its end.
    /// </para>
    /// </remarks>
    [AsyncMethodBuilder(typeof(CoroutineBuilder))]
    public abstract partial class Coroutine : Awaitable
    {
        // Below zero: not suspended. From zero on: the number of the await at which it is suspended.
        internal const int Running = -1;
        internal const int NotStarted = -2;
        internal const int Scheduled = -3;
        internal const int Succeeded = -4;
        internal const int Faulted = -5;

        /// <summary>Tells woven coroutines to announce themselves to the tracker when they are made.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal static bool s_track;

        /// <summary>Where the state machine is. Woven code uses it.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal int _state = NotStarted;

        /// <summary>
        /// While suspended: what is waited for, or the exception that has come in its place. When done: what was in the link
        /// before, by which the loop goes on. Woven code uses it.
        /// </summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal Awaitable _awaiting;

        /// <summary>
        /// Until done, who awaits this: nobody (null: a task), a parent that runs or resumes it in line (a Coroutine;
        /// itself while the parent has not parked yet), or a TaskNode. When done: the result, or the exception. Woven code uses it.
        /// </summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal object _link;

        // The tick at which it is due, while it is in the timer queue.
        internal int _due;

        /// <summary>True when it has ended: with a result, an exception or by cancellation.</summary>
        public bool IsCompleted => _state < Scheduled;

        /// <summary>True when it has ended by an exception, cancellation included.</summary>
        public bool IsFaulted => _state == Faulted;

        /// <summary>True when it has ended by cancellation.</summary>
        public bool IsCanceled => _state == Faulted && _link is CanceledException;

        /// <summary>Why it has ended: the exception, or null.</summary>
        public Exception Exception => _state == Faulted ? (Exception)_link : null;

        /// <summary>The result of a coroutine that has ended; null where it has none.</summary>
        /// <exception cref="InvalidOperationException">It has not ended.</exception>
        public object Result => EndAwait();

        /// <summary>The name given to <see cref="EventLoop.CreateTask(Coroutine, string)"/>, or the name of the state machine.</summary>
        public string Name => NameOf(_state < Scheduled ? _awaiting : _link);

        /// <summary>Waits until it has ended, and not longer than the given time. (uasyncio: wait_for_ms)</summary>
        /// <param name="milliseconds">At most 0x3FFFFFFF; 0 gives it its first turn only; Timeout.Infinite waits for ever.</param>
        /// <returns>
        /// A coroutine with the same outcome. When the time is up, this one is cancelled, its cleanup awaited,
        /// and the outcome is a <see cref="TimeoutException"/>; but what it returns or throws in spite of the
        /// cancellation is not lost: that is the outcome then.
        /// </returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        public Coroutine WaitAsync(int milliseconds)
        {
            return new TimeoutWait(this, milliseconds);
        }

        /// <summary>Runs the state machine from where it is to its next suspension or to its end. It never throws.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal abstract void MoveNext();

        /// <inheritdoc/>
        public override bool BeginAwait()
        {
            if (_state == NotStarted)
            {
                // Started by its first await, inside it: a child that never suspends costs no turn of the loop.
                if (s_track)
                {
                    CoroutineTracker.Remove(this);
                }

                _link = this;
                _state = Running;
                MoveNext();
            }

            return _state < Scheduled;
        }

        /// <inheritdoc/>
        public override object EndAwait()
        {
            if (_state == Succeeded)
            {
                return _link;
            }

            if (_state == Faulted)
            {
                throw (Exception)_link;
            }

            throw new InvalidOperationException("not completed");
        }

        internal void SetResult(object result)
        {
            _awaiting = (Awaitable)_link;
            _link = result;
            _state = Succeeded;
        }

        internal void SetException(Exception exception)
        {
            _awaiting = (Awaitable)_link;
            _link = exception;
            _state = Faulted;
        }

        /// <summary>Tells the tracker that this was made. Woven constructors call it while <see cref="s_track"/> is set.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected void Track()
        {
            CoroutineTracker.Add(this);
        }

        /// <inheritdoc/>
        protected internal override void Park(Coroutine waiter)
        {
            if (_link == this)
            {
                _link = waiter;
                return;
            }

            TaskNode node = _link as TaskNode;

            if (node == null)
            {
                // A task, or a parent's child that somebody else awaits too.
                node = new TaskNode((Coroutine)_link);
                _link = node;
            }

            node.Park(waiter);
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            TaskNode node = _state < Scheduled ? null : _link as TaskNode;
            return node != null && node.Unpark(waiter);
        }

        /// <summary>Its time in the timer queue has come.</summary>
        internal virtual void OnDue(EventQueue queue)
        {
            queue.Push(this);
        }

        private string NameOf(object link)
        {
            TaskNode node = link as TaskNode;
            return node != null && node.Name != null ? node.Name : GetType().Name;
        }
    }
}
