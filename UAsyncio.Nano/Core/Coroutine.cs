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
    /// For the thread of its loop only. On a device every field costs 12 bytes in every coroutine, hence so few, each with a meaning
    /// for each part of its life:
    /// <code>
    /// _state      not started, scheduled   running   suspended (number of the await)       ended
    /// _awaiting   -                        -         what it waits for, or the exception   result, or exception
    ///                                                that has come instead
    /// _link       a task: null, or its TaskNode (name, waiters); a child: its parent, or the TaskNode in which others wait too; what Run waits for: the run queue
    /// </code>
    /// What an await becomes in woven code: <c>if (!a.BeginAwait(this)) { _awaiting = a; _state = n; return; }</c>, and at the
    /// resumption, if an exception has come in the place of <c>a</c> (as an <see cref="Interruption"/>; <c>_due</c> is marked), its throw, then <c>a.EndAwait()</c>. A turn begins with
    /// <c>_state = Running</c>. Its end is <c>_awaiting = outcome; _state = Succeeded</c> or <c>Faulted</c>: it needs no
    /// memory, and a coroutine always comes to its end.
    /// </remarks>
    [AsyncMethodBuilder(typeof(CoroutineBuilder))]
    public abstract partial class Coroutine : Awaitable
    {
        // From zero on: the number of the await at which it is suspended. Below Scheduled it has ended.
        internal const int Running = -1;
        internal const int NotStarted = -2;

        // Not started, and the tracker knows of it.
        internal const int Tracked = -3;
        internal const int Scheduled = -4;
        internal const int Succeeded = -5;
        internal const int Faulted = -6;

        // Faulted, and somebody knows.
        internal const int Observed = -7;

        // In _due: an exception has come in the place of what was waited for. A tick can look the same, hence a second look then; the
        // first one is cheap, where to ask for the type of what was waited for would cost as much as a call.
        internal const int Interrupted = -128;

        /// <summary>Tells woven coroutines to announce themselves to the tracker when they are made.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal static bool s_track;

        /// <summary>What <c>await Coroutine.Delay(…)</c> awaits in woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal static VoidAwaitable s_delay = new KeptDelay(KeptDelay.OfWaiter);

        /// <summary>What <see cref="Yield"/> returns: the run queue, where there is one loop.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal static VoidAwaitable s_yield = new YieldAwaitable();

        /// <summary>Where the state machine is. For woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal int _state = NotStarted;

        /// <summary>What it waits for; then its outcome. For woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal object _awaiting;

        /// <summary>Who awaits it. For woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal Awaitable _link;

        /// <summary>
        /// The tick at which it is due, while it is in the timer queue; before, how long it shall wait; a mark, when its wait was ended by an
        /// exception. For woven code.
        /// </summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal int _due;

        /// <summary>True when it has ended: with a result, an exception or by cancellation.</summary>
        public bool IsCompleted => _state < Scheduled;

        /// <summary>True when it has ended by an exception, cancellation included.</summary>
        public bool IsFaulted => _state <= Faulted;

        /// <summary>True when it has ended by cancellation.</summary>
        public bool IsCanceled => _state <= Faulted && _awaiting is CanceledException;

        /// <summary>Why it has ended: the exception, or null. Who has asked knows it: it is not reported any more.</summary>
        public Exception Exception
        {
            get
            {
                if (_state > Faulted)
                {
                    return null;
                }

                _state = Observed;
                return (Exception)_awaiting;
            }
        }

        /// <summary>The result of a coroutine that has ended; null where it has none. The exception of one that has failed comes out.</summary>
        /// <exception cref="InvalidOperationException">It has not ended.</exception>
        public object Result => EndAwait();

        /// <summary>The name given to <see cref="EventLoop.CreateTask(Coroutine, string)"/>, or that of the method.</summary>
        public string Name
        {
            get
            {
                TaskNode node = _link as TaskNode;
                return node != null && node.Name != null ? node.Name : TaskName;
            }
        }

        /// <inheritdoc cref="Awaitable.GetAwaiter"/>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public new CoroutineAwaiter GetAwaiter()
        {
            throw null;
        }

        /// <inheritdoc cref="Awaitable.WaitAsync(int)"/>
        public new Coroutine WaitAsync(int milliseconds)
        {
            return new TimeLimitWait(this, milliseconds);
        }

        /// <summary>Runs the state machine from where it is to its next suspension or to its end. It never throws.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal abstract void MoveNext();

        /// <inheritdoc/>
        [Inline]
        public sealed override bool BeginAwait(Coroutine waiter)
        {
            if (_state == NotStarted)
            {
                // Started by its first await, inside it: a child that never suspends costs no turn of the loop.
                _link = waiter;
                MoveNext();
                return _state < Scheduled;
            }

            return JoinOrStart(waiter);
        }

        /// <inheritdoc/>
        [Inline]
        public sealed override object EndAwait()
        {
            // A result that is there is had without a call: no memory can be too short for it.
            return _state == Succeeded ? _awaiting : Throw();
        }

        /// <summary>Tells the tracker that this was made. Woven constructors call it while <see cref="s_track"/> is set.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected void Track()
        {
            CoroutineTracker.Add(this);
            _state = Tracked;
        }

        /// <summary>Throws what has come in the place of what was waited for, if something has. For woven code, where the mark is set.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal void ThrowInterruption()
        {
            Interruption interruption = _awaiting as Interruption;
            _due = 0;

            if (interruption != null)
            {
                interruption.Throw();
            }
        }

        /// <summary>Ends its wait by an exception. It is not in the timer queue any more, unless it is a time limit.</summary>
        [Inline]
        [Commit]
        internal void PutInterruption(Interruption interruption)
        {
            _awaiting = interruption;

            if (_state < TimeLimitWait.Waiting)
            {
                _due = Interrupted;
            }
        }

        /// <inheritdoc/>
        protected internal sealed override bool Unpark(Coroutine waiter)
        {
            TaskNode node = _state < Scheduled ? null : _link as TaskNode;
            return node != null && node.Unpark(waiter);
        }

        /// <inheritdoc/>
        protected internal sealed override void Undo(Coroutine waiter)
        {
            if (_state == Faulted && !(_awaiting is CanceledException))
            {
                EventLoop.Running.ReportUnlessAwaited(this);
            }
        }

        /// <summary>The await of one that has ended, is a task, or is awaited by another coroutine too. For woven code.</summary>
        /// <param name="waiter">The coroutine that awaits.</param>
        /// <returns>True when it has ended.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal bool JoinOrStart(Coroutine waiter)
        {
            if (_state < Scheduled)
            {
                return true;
            }

            if (_state == Tracked)
            {
                CoroutineTracker.Forget(this);
                return BeginAwait(waiter);
            }

            TaskNode node = _link as TaskNode;

            if (node == null)
            {
                node = new TaskNode(_link as Coroutine);
                node.Add(waiter);
                _link = node;
            }
            else
            {
                node.Add(waiter);
            }

            return false;
        }

        /// <summary>The end of an await that wants no result. For woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        [Inline]
        public void EndAwaitVoid()
        {
            if (_state != Succeeded)
            {
                Throw();
            }
        }

        /// <summary>Throws the exception by which it has ended. For woven code.</summary>
        /// <returns>Never.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        protected internal object Throw()
        {
            if (_state <= Faulted)
            {
                NoteFailure();
                _state = Observed;
                throw (Exception)_awaiting;
            }

            throw new InvalidOperationException("not completed");
        }
    }
}
