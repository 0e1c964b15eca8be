using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // Where the run queue ended when the pass began.
        private int _passEnd;

        // One that has ended while there was no memory to go on with its task.
        private Coroutine _ended;

        // One whose exception is being reported, until that is done.
        private Coroutine _unreported;

        // One pass: due timers become ready; what is ready has its turn, each once; I/O is polled, always.
        private bool RunPass()
        {
            EventQueue queue = _queue;

            if (_postedCount > 0)
            {
                RunPosted();
            }

            if (queue._timerCount > 0)
            {
                RunDue(queue);
            }

            RunReady(queue);

            if (_stop || (_main != null && _main._state < Coroutine.Scheduled))
            {
                return false;
            }

            if (Coroutine.s_track)
            {
                CoroutineTracker.Check(false);
            }

            _poller.Poll(queue._head != queue._tail ? 0 : TimeToWait());
            return true;
        }

        // The next timer is the last one. What is due may take others out of the queue: the count is asked each time.
        private void RunDue(EventQueue queue)
        {
            Coroutine[] timers = queue._timers;
            int now = _poller.Ticks;
            int last;

            while ((last = queue._timerCount - 1) >= 0)
            {
                Coroutine coroutine = timers[last];

                if (coroutine._due - now > 0)
                {
                    return;
                }

                queue._timerCount = last;
                timers[last] = null;
                coroutine.OnDue(queue);
            }
        }

        private int TimeToWait()
        {
            EventQueue queue = _queue;

            if (_postedCount > 0)
            {
                return 0;
            }

            if (queue._timerCount > 0)
            {
                int wait = queue._timers[queue._timerCount - 1]._due - _poller.Ticks;
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
            Coroutine[] ready = queue._ready;
            int mask = ready.Length - 1;
            int head;
            _passEnd = queue._tail;

            while ((head = queue._head) != _passEnd)
            {
                queue._head = head + 1;
                head &= mask;
                Coroutine coroutine = ready[head];
                ready[head] = null;

                do
                {
                    try
                    {
                        coroutine.MoveNext();

                        if (coroutine._state >= Coroutine.Scheduled)
                        {
                            break;
                        }

                        object link = coroutine._awaiting;
                        Coroutine next = link as Coroutine ?? EndTask(coroutine, (TaskNode)link);

                        // Itself: its parent could not park, and waits no more.
                        coroutine = next == coroutine ? null : next;
                    }
                    catch (OutOfMemoryException exception)
                    {
                        // No calls here: there may be no memory for them either.
                        if (coroutine._state >= 0 || coroutine._state == Coroutine.Scheduled)
                        {
                            // It could not even begin, or go on, which it does in the next pass.
                            queue._head--;
                            ready[queue._head & mask] = coroutine;
                            throw;
                        }

                        if (coroutine._state == Coroutine.Running)
                        {
                            coroutine._awaiting = (Awaitable)coroutine._link;
                            coroutine._link = exception;
                            coroutine._state = Coroutine.Faulted;
                        }

                        _ended = _unreported == coroutine ? null : coroutine;
                        throw;
                    }
                }
                while (coroutine != null);
            }
        }

        // What memory was short for.
        private void FinishEnded()
        {
            Coroutine unreported = _unreported;

            if (unreported != null)
            {
                // Tried once more, not for ever.
                _unreported = null;
                Report(unreported, unreported.Exception);
            }

            if (_ended == null)
            {
                return;
            }

            Coroutine parent = _ended._awaiting as Coroutine ?? EndTask(_ended, (TaskNode)_ended._awaiting);
            _ended = null;

            if (parent != null)
            {
                _queue.Push(parent);
            }
        }

        // A task has ended, or a child that others than its parent await too; returns that parent.
        internal Coroutine EndTask(Coroutine coroutine, TaskNode node)
        {
            bool awaited = node != null && node.HasWaiters;

            if (awaited)
            {
                node.WakeAll(_queue);
            }

            if (node != null && node.Parent != null)
            {
                return node.Parent;
            }

            _live--;

            if (!awaited && coroutine != _main && coroutine.IsFaulted)
            {
                _unreported = coroutine;
                Report(coroutine, coroutine.Exception, node == null ? null : node.Name);
                _unreported = null;
            }

            return null;
        }

        /// <summary>Takes a task that was cancelled before its first turn out of its queue.</summary>
        /// <returns>False when it is in none.</returns>
        internal bool Withdraw(Coroutine coroutine)
        {
            EventQueue queue = _queue;

            for (int position = queue._head; position != queue._tail; position++)
            {
                if (queue[position] == coroutine)
                {
                    queue.RemoveReady(position);

                    if (position - _passEnd < 0)
                    {
                        _passEnd--;
                    }

                    return true;
                }
            }

            return queue.RemoveTimer(coroutine);
        }

        /// <summary>Hands an exception that nobody awaits to the exception handler; a cancellation to nobody.</summary>
        /// <param name="coroutine">Where it comes from.</param>
        /// <param name="exception">The exception.</param>
        /// <param name="name">For the default handler's line, in place of the coroutine's name.</param>
        public void Report(Coroutine coroutine, Exception exception, string name = null)
        {
            if (exception is CanceledException)
            {
                return;
            }

            try
            {
                if (ExceptionHandler != null)
                {
                    ExceptionHandler(coroutine, exception);
                    return;
                }
            }
            catch (Exception second)
            {
                Console.WriteLine("ExceptionHandler: " + second.GetType().FullName);
            }

            Console.WriteLine("Task " + (name ?? coroutine.Name) + ": " + exception.GetType().FullName + ": " + exception.Message);
        }
    }
}
