using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // How many operations of I/O a pass may complete at once, without a turn of the loop between them.
        internal const int AtOnce = 16;
        internal int _atOnce = AtOnce;

        // Where the run queue ended when the pass began, and where it was when its array was last cleared.
        private int _passEnd;

        // A pass ends with more than the poll: the loop is to stop, a task has failed, memory is short, or the debug switch is on.
        internal bool _isSpecial = true;
        private int _clearedAt;

        // One that has ended while there was no memory to go on with its task.
        private Coroutine _ended;

        // Tasks that have failed while nobody awaited them, in this pass and in the one before: each refers to the next one.
        private Coroutine _failed;
        private Coroutine _failedBefore;

        // One that is being reported; or could not be for want of memory: it is tried once more.
        private Coroutine _reporting;

        [Inline]
        private void BeginPass(EventQueue queue)
        {
            if (_isCalled)
            {
                RunCalls(queue);
            }

            if (queue.FirstTimer != queue.TimerEnd)
            {
                int now = Ticks;

                if (queue.Slots[queue.FirstTimer]._due - now <= 0)
                {
                    RunDue(queue, now);
                }
            }
        }

        // False when the loop is to end.
        [Inline]
        private bool EndPass(EventQueue queue)
        {
            if (_isSpecial && !EndSpecialPass())
            {
                return false;
            }

            if (queue.Head == queue.Tail)
            {
                int wait = TimeToWait(queue);

                if (queue.Head != _clearedAt)
                {
                    // Nothing is ready: what is left in the array, but for the timers, has had its turn, and may have ended since.
                    Array.Clear(queue.Slots, 0, queue.FirstTimer == queue.TimerEnd ? queue.Slots.Length : queue.FirstTimer);
                    _clearedAt = queue.Head;
                }

                _poller.Poll(wait);
                _atOnce = AtOnce;
            }
            else if (_ofDevice == null || _ofDevice.HasWaiters || _atOnce != AtOnce)
            {
                // A device's poller with nothing to ask has nothing to do.
                _poller.Poll(0);
                _atOnce = AtOnce;
            }

            return true;
        }

        // What most passes have no need of. False when the loop is to end.
        private bool EndSpecialPass()
        {
            if (_isWhole)
            {
                // The pass before came to its end.
                _failures = 0;
            }

            _isWhole = true;
            ReportFailed();

            if (_isShort)
            {
                TakeSpare();
            }

            // Before the look: another thread may stop the loop at any time.
            _isSpecial = false;

            if (_stop || (_main != null && _main._state < Coroutine.Scheduled))
            {
                _isSpecial = true;
                ReportFailed();
                ReportFailed();
                return false;
            }

            if (Coroutine.s_track)
            {
                CoroutineTracker.Report(null);
            }

            if (_isShort || _failures > 0 || _failedBefore != null || Coroutine.s_passesToKeep > 0 || Coroutine.s_track)
            {
                _isSpecial = true;
            }

            return true;
        }

        // A limit whose OnDue fails stays where it is. It may take others out of the queue.
        private void RunDue(EventQueue queue, int now)
        {
            Coroutine[] slots = queue.Slots;
            int index = queue.FirstTimer;
            int end = queue.TimerEnd;

            for (; ; )
            {
                Coroutine limit = null;

                while (index != end)
                {
                    Coroutine coroutine = slots[index];

                    if (coroutine._due - now > 0)
                    {
                        break;
                    }

                    if (coroutine._state >= TimeLimitWait.Waiting)
                    {
                        limit = coroutine;
                        break;
                    }

                    index++;
                }

                queue.MakeReady(index);

                if (limit == null)
                {
                    break;
                }

                ((TimeLimitWait)limit).OnDue(queue);

                // It is the first one still, wherever that is: what it lets go may have made room for a timer.
                index = queue.FirstTimer + 1;
                queue.FirstTimer = index;
                end = queue.TimerEnd;
            }

            if (index == end)
            {
                // None is left: the next ones have all the room.
                queue.FirstTimer = queue.TimerEnd = queue.Mask + 1;
            }
        }

        private int TimeToWait(EventQueue queue)
        {
            if (_isCalled || _failedBefore != null)
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
                throw new InvalidOperationException(DescribeDeadlock());
            }

            return -1;
        }

        // By stores alone, since memory is short.
        [Inline]
        [Commit]
        private void KeepForNextPass(EventQueue queue, Coroutine coroutine, Exception exception)
        {
            if (coroutine._state >= 0 || coroutine._state == Coroutine.Scheduled)
            {
                // It could not even begin, or go on, which it does in the next pass.
                queue.Head--;
                queue.Slots[queue.Head & queue.Mask] = coroutine;
            }
            else
            {
                if (coroutine._state == Coroutine.Running)
                {
                    coroutine._awaiting = exception;
                    coroutine._state = Coroutine.Faulted;
                }

                _ended = coroutine;
            }
        }

        // What memory was short for.
        private void FinishEnded()
        {
            Coroutine ended = _ended;
            Coroutine parent = ended._link as Coroutine ?? EndTask(ended);
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
            TaskNode node = coroutine._link as TaskNode;
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

            if (coroutine == _main)
            {
                _isSpecial = true;
            }
            else if (coroutine._state == Coroutine.Faulted && !isAwaited && !(coroutine._awaiting is CanceledException))
            {
                AddFailed(coroutine);
            }

            return null;
        }
    }
}
