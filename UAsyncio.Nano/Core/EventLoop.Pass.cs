using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // How many operations of I/O a pass may complete at once, without a turn of the loop between them.
        internal const int AtOnce = 16;
        internal int _atOnce = AtOnce;

        // Where the run queue ended when the pass began.
        private int _passEnd;

        // One that has ended while there was no memory to go on with its task.
        private Coroutine _ended;

        // Tasks that have failed while nobody awaited them, in this pass and in the one before: each refers to the next one.
        private Coroutine _failed;
        private Coroutine _failedBefore;

        // One whose report could not be made for want of memory: it is tried once more.
        private Coroutine _reporting;

        // One pass: due timers become ready; what is ready has its turn, each once; I/O is polled, always.
        private bool RunPass()
        {
            EventQueue queue = _queue;

            if (_postedCount > 0)
            {
                RunPosted();
            }

            if (queue.FirstTimer != queue.TimerEnd)
            {
                RunDue(queue);
            }

            RunReady(queue);

            if (_failed != null || _failedBefore != null)
            {
                ReportFailed();
            }

            if (_isShort)
            {
                TakeSpare();
            }

            if (_stop || (_main != null && _main._state < Coroutine.Scheduled))
            {
                ReportFailed();
                ReportFailed();
                return false;
            }

            if (Coroutine.s_track)
            {
                CoroutineTracker.Report(null);
            }

            _poller.Poll(queue.Head != queue.Tail ? 0 : TimeToWait(queue));
            _atOnce = AtOnce;
            return true;
        }

        // One whose OnDue fails stays where it is. What is due may take others out.
        private void RunDue(EventQueue queue)
        {
            Coroutine[] slots = queue.Slots;
            int now = Ticks;

            while (queue.FirstTimer != queue.TimerEnd)
            {
                Coroutine coroutine = slots[queue.FirstTimer];

                if (coroutine._due - now > 0)
                {
                    return;
                }

                TimeLimitWait limit = coroutine as TimeLimitWait;

                if (limit != null)
                {
                    limit.OnDue(queue);
                }

                Commit.Begin();

                if (limit == null)
                {
                    queue.Push(coroutine);
                }

                slots[queue.FirstTimer] = null;
                queue.FirstTimer++;
                Commit.End();
            }
        }

        private int TimeToWait(EventQueue queue)
        {
            if (_postedCount > 0 || _failedBefore != null)
            {
                return 0;
            }

            if (queue.FirstTimer != queue.TimerEnd)
            {
                int wait = queue.Slots[queue.FirstTimer]._due - Ticks;
                return wait > 0 ? wait : 0;
            }

            if (_main != null && _external == 0 && !_poller.HasWaiters)
            {
                throw new InvalidOperationException("deadlock: nothing left that could wake " + _main.Name);
            }

            return -1;
        }

        // Gives each coroutine that is ready its turn, and after it, when it has ended, the one that awaited it in line. All
        // in one method: on an interpreter each call here would cost as much as what it does.
        private void RunReady(EventQueue queue)
        {
            Coroutine[] slots = queue.Slots;
            int mask = queue.Mask;
            Coroutine coroutine = null;
            int head;
            _passEnd = queue.Tail;

            try
            {
                while ((head = queue.Head) != _passEnd)
                {
                    queue.Head = head + 1;
                    head &= mask;
                    coroutine = slots[head];
                    slots[head] = null;
                    coroutine.MoveNext();

                    while (coroutine._state < Coroutine.Scheduled)
                    {
                        Coroutine next = coroutine._awaiting as Coroutine ?? EndTask(coroutine);

                        if (next == null)
                        {
                            break;
                        }

                        coroutine = next;
                        coroutine.MoveNext();
                    }
                }
            }
            catch (OutOfMemoryException exception)
            {
                Commit.Begin();

                if (coroutine._state >= 0 || coroutine._state == Coroutine.Scheduled)
                {
                    // It could not even begin, or go on, which it does in the next pass.
                    queue.Head--;
                    slots[queue.Head & mask] = coroutine;
                }
                else
                {
                    if (coroutine._state == Coroutine.Running)
                    {
                        coroutine._awaiting = (Awaitable)coroutine._link;
                        coroutine._link = exception;
                        coroutine._state = Coroutine.Faulted;
                    }

                    _ended = coroutine;
                }

                Commit.End();
                throw;
            }
        }

        // What memory was short for.
        private void FinishEnded()
        {
            Coroutine ended = _ended;
            Coroutine parent = ended._awaiting as Coroutine ?? EndTask(ended);
            Commit.Begin();
            _ended = null;

            if (parent != null)
            {
                _queue.Push(parent);
            }

            Commit.End();
        }

        // A task has ended, or a child that others than its parent await too; returns that parent.
        [Commit]
        private Coroutine EndTask(Coroutine coroutine)
        {
            TaskNode node = (TaskNode)coroutine._awaiting;
            bool isAwaited = false;

            if (node != null)
            {
                isAwaited = node.HasWaiters;
                node.WakeAll(_queue);

                if (node.Parent != null)
                {
                    return node.Parent;
                }
            }

            _live--;

            if (coroutine._state == Coroutine.Faulted && !isAwaited && coroutine != _main && !(coroutine._link is CanceledException))
            {
                Coroutine last = _failed;

                while (last != null && NextFailed(last) != null)
                {
                    last = NextFailed(last);
                }

                if (last == null)
                {
                    _failed = coroutine;
                }
                else if (last._awaiting == null)
                {
                    last._awaiting = coroutine;
                }
                else
                {
                    ((TaskNode)last._awaiting).NextFailed = coroutine;
                }
            }

            return null;
        }
    }
}
