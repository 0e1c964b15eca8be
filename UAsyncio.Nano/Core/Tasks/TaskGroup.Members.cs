using System;

namespace UAsyncio.Nano
{
    // Its tasks: who comes, who is cancelled, who is left.
    public sealed partial class TaskGroup
    {
        /// <summary>Cancels those that have not ended, each once: it may need its time to clean up.</summary>
        internal void CancelMembers()
        {
            _isClosing = true;

            for (TaskGroupMember member = Members; member != null; member = member.Next)
            {
                if (!member.IsCanceling && member._state != Coroutine.Running)
                {
                    bool isScheduled = member._state == Coroutine.Scheduled;

                    // One that has had no turn has its coroutine cancelled by this, and ends without one.
                    member.Cancel();
                    member.IsCanceling = true;

                    if (isScheduled)
                    {
                        EventLoop.Running.CancelScheduled(member);
                        Remove(member);
                    }
                }
            }
        }

        /// <summary>Waits no longer for those that are tasks without this, and gives their slots of the loop back.</summary>
        internal void LeaveTasks()
        {
            EventLoop loop = EventLoop.Running;

            for (TaskGroupMember member = Members; member != null; member = member.Next)
            {
                Coroutine inner = member.Inner;

                if (member._state == Coroutine.Scheduled)
                {
                    if (inner._state != Coroutine.NotStarted && inner._state != Coroutine.Tracked)
                    {
                        loop.CancelScheduled(member);
                        Remove(member);
                    }
                }
                else if (inner.Unpark(member))
                {
                    Commit.Begin();
                    Remove(member);
                    member.End(null);
                    loop.ReturnSlots(1);
                    Commit.End();
                }
            }
        }

        [Inline]
        [Commit]
        internal void Remove(TaskGroupMember member)
        {
            if (Members == member)
            {
                Members = member.Next;
                return;
            }

            TaskGroupMember previous = Members;

            while (previous.Next != member)
            {
                previous = previous.Next;
            }

            previous.Next = member.Next;
        }

        /// <summary>Makes tasks of those that have not ended.</summary>
        internal void AddAll(Coroutine[] coroutines)
        {
            int wanted = 0;

            for (int i = 0; i < coroutines.Length; i++)
            {
                if (coroutines[i] == null)
                {
                    throw new ArgumentNullException(nameof(coroutines));
                }

                wanted += coroutines[i].IsCompleted ? 0 : 1;
            }

            EventLoop.Running.CheckSlots(wanted);

            for (int i = 0; i < coroutines.Length; i++)
            {
                Coroutine coroutine = coroutines[i];

                if (!coroutine.IsCompleted)
                {
                    Add(coroutine, null);
                    continue;
                }

                First = First ?? coroutine;

                if (Kind == FailsOnCancel && coroutine.IsFaulted && IsFirst(coroutine.IsCanceled))
                {
                    Failure = coroutine.Exception;
                }
            }
        }

        /// <summary>Whether a failure is the group's: a real one takes the place of a cancellation.</summary>
        [Inline]
        internal bool IsFirst(bool isCancellation)
        {
            return Failure == null || (!isCancellation && Failure is CanceledException);
        }

        private void Add(Coroutine coroutine, string name)
        {
            TaskGroupMember member = new TaskGroupMember(this, coroutine);
            EventLoop.Running.CreateTask(member, name);
            TaskGroupMember last = Members;

            if (last == null)
            {
                Members = member;
                return;
            }

            while (last.Next != null)
            {
                last = last.Next;
            }

            last.Next = member;
        }
    }
}
