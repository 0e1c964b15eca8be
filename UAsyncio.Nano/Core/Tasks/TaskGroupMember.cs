using System;

namespace UAsyncio.Nano
{
    /// <summary>A task of a group: awaits one coroutine, and tells the group of its end without a call, which memory could be too short for.</summary>
    internal sealed class TaskGroupMember : Coroutine
    {
        // Where it is suspended.
        private const int Waiting = 0;
        private const int Lingering = 1;

        internal TaskGroupMember Next;
        internal bool IsCanceling;
        internal readonly Coroutine Inner;
        internal readonly TaskGroup Group;

        internal TaskGroupMember(TaskGroup group, Coroutine inner)
        {
            Group = group;
            Inner = inner;
        }

        internal override string Method => Group.Method;

        internal override string TaskName => Inner.Name;

        protected internal override void MoveNext()
        {
            EventQueue queue = EventLoop.Running._queue;
            TaskGroup group = Group;
            Exception failure = null;
            int state = _state;

            if (state == Lingering)
            {
                // Nobody has asked how it ended: so it is reported, by one.
                if (Inner._state == Faulted)
                {
                    failure = (Exception)Inner._awaiting;
                    Inner._state = Observed;
                }

                End(failure);
                return;
            }

            try
            {
                if (state < 0)
                {
                    _state = Running;

                    if (!Inner.BeginAwait(this))
                    {
                        _awaiting = Inner;
                        _state = Waiting;
                        return;
                    }
                }
                else if (_awaiting != Inner)
                {
                    ((Awaitable)_awaiting).EndAwait();
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            Commit.Begin();
            Coroutine inner = Inner;
            bool isCanceled = failure is CanceledException;

            if (failure == null && inner._state <= Faulted)
            {
                failure = (Exception)inner._awaiting;
                isCanceled = failure is CanceledException;
            }

            // Not when this was cancelled before it could ask: then the failure is on its way to the exception handler.
            if (group.Kind != TaskGroup.Leaves && inner._state == Faulted && inner._awaiting == failure)
            {
                inner._state = Observed;
            }

            if (group.First == null)
            {
                group.First = inner;
            }

            group.Remove(this);
            group.Changed.WakeAll(queue);
            bool isFailure = failure != null && (isCanceled
                ? group.Kind == TaskGroup.FailsOnCancel && !IsCanceling
                : (group.Kind != TaskGroup.Collects || IsCanceling) && (group.Kind != TaskGroup.Only || group.First != inner));

            if (group.Kind == TaskGroup.Leaves && isFailure)
            {
                // Who waits for the first of several asks in its turn, which comes before this one's next.
                _awaiting = s_yield;
                _state = Lingering;
                queue.Push(this);
            }
            else
            {
                if (isFailure && group.Kind <= TaskGroup.Collects && group.IsFirst(isCanceled))
                {
                    group.Failure = failure;
                    isFailure = false;
                }

                End(isFailure ? failure : null);
            }

            Commit.End();

            // At once, and not when who waits has its turn: what others were woken for in this pass goes on to the next ones then.
            if ((failure != null && group.Failure == failure) || (group.Kind == TaskGroup.Only && group.First == inner))
            {
                group.CancelMembers();
            }
        }

        [Inline]
        [Commit]
        internal void End(Exception failure)
        {
            _awaiting = failure;
            _state = failure == null ? Succeeded : Faulted;
        }
    }
}
