using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // What Run waits for; its exception goes to Run's caller.
        private Coroutine _main;
        private bool _running;
        private bool _closed;
        private bool _stop;

        /// <summary>Runs until the coroutine has ended. (uasyncio: run_until_complete, run)</summary>
        /// <param name="coroutine">One that has not started; it takes a slot like any task.</param>
        /// <returns>Its result; null where it has none.</returns>
        /// <exception cref="InvalidOperationException">
        /// The loop runs already; all slots are taken; it was stopped first; or nothing was left that could ever wake the
        /// coroutine (a deadlock). Whatever leaves the coroutine leaves this method too.
        /// </exception>
        public object Run(Coroutine coroutine)
        {
            CheckNotRunning();
            Admit(coroutine);
            _queue.Push(coroutine);
            _main = coroutine;

            try
            {
                RunPasses();
            }
            finally
            {
                _main = null;
            }

            if (!coroutine.IsCompleted)
            {
                throw new InvalidOperationException("loop stopped before its coroutine ended");
            }

            return coroutine.EndAwait();
        }

        /// <inheritdoc cref="Run(Coroutine)"/>
        public T Run<T>(Coroutine<T> coroutine)
        {
            throw null;
        }

        /// <summary>Runs until <see cref="Stop"/>. With nothing to do it waits for a <see cref="Post"/>. (uasyncio: run_forever)</summary>
        /// <exception cref="InvalidOperationException">The loop runs already.</exception>
        public void RunForever()
        {
            CheckNotRunning();
            RunPasses();
        }

        /// <summary>
        /// Ends RunForever or Run after the pass that is under way; called while neither runs, the next one ends after its
        /// first pass. For any thread. (uasyncio: stop)
        /// </summary>
        public void Stop()
        {
            _stop = true;
            _poller.Wake();
        }

        /// <summary>
        /// Gives the thread's place back. Tasks that have not ended never run again, and their number is printed:
        /// cancel them first and let them end. Closing twice does nothing. (uasyncio: close)
        /// </summary>
        /// <exception cref="InvalidOperationException">The loop runs.</exception>
        public void Close()
        {
            if (_closed)
            {
                return;
            }

            CheckNotRunning();
            _closed = true;

            lock (typeof(EventLoop))
            {
                EventLoop previous = null;
                EventLoop loop = s_first;

                while (loop != this)
                {
                    previous = loop;
                    loop = loop._next;
                }

                if (previous == null)
                {
                    s_first = _next;
                }
                else
                {
                    previous._next = _next;
                }

                s_only = s_first != null && s_first._next == null ? s_first : null;
            }

            _poller.Close();

            if (Debug)
            {
                CoroutineTracker.Check(true);
            }

            if (_live > 0)
            {
                Console.WriteLine("EventLoop closed with " + _live + " tasks alive");
            }
        }

        private void CheckNotRunning()
        {
            if (_closed)
            {
                throw new ObjectDisposedException(nameof(EventLoop));
            }

            if (_running)
            {
                throw new InvalidOperationException("loop is running");
            }
        }

        private void RunPasses()
        {
            _running = true;

            try
            {
                while (RunPass())
                {
                }
            }
            finally
            {
                _running = false;
                _stop = false;
            }
        }

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
                int now = _poller.Ticks;

                while (queue._timerCount > 0 && queue._timers[queue._timerCount - 1]._due - now <= 0)
                {
                    queue.PopTimer().OnDue(queue);
                }
            }

            for (int turns = queue._count; turns > 0; turns--)
            {
                // One that was cancelled during this pass has left the queue.
                if (queue._count == 0)
                {
                    break;
                }

                Step(queue.Pop());
            }

            if (_stop || (_main != null && _main.IsCompleted))
            {
                return false;
            }

            if (Debug)
            {
                CoroutineTracker.Check(false);
            }

            _poller.Poll(TimeToWait());
            return true;
        }

        private int TimeToWait()
        {
            EventQueue queue = _queue;

            if (queue._count > 0 || _postedCount > 0)
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

        // Gives a coroutine its turn, and after it, when it has ended, the one that awaited it in line.
        private void Step(Coroutine coroutine)
        {
            if (coroutine._state < 0)
            {
                coroutine._state = Coroutine.Running;
            }

            do
            {
                coroutine.MoveNext();

                if (coroutine._state >= Coroutine.Scheduled)
                {
                    return;
                }

                object link = coroutine._awaiting;
                coroutine = link as Coroutine ?? EndTask(coroutine, (TaskNode)link);
            }
            while (coroutine != null);
        }

        // A task has ended, or a child that others than its parent await too; returns that parent.
        private Coroutine EndTask(Coroutine coroutine, TaskNode node)
        {
            Coroutine parent = null;

            if (node == null || node.Parent == null)
            {
                _live--;
            }
            else
            {
                parent = node.Parent;
            }

            if (node != null && node.HasWaiters)
            {
                node.WakeAll(_queue);
            }
            else if (parent == null && coroutine != _main && coroutine.IsFaulted)
            {
                Report(coroutine, coroutine.Exception, node == null ? null : node.Name);
            }

            return parent;
        }

        /// <summary>Ends a task that was cancelled before its first turn.</summary>
        internal void Withdraw(Coroutine coroutine)
        {
            if (!_queue.RemoveReady(coroutine))
            {
                _queue.RemoveTimer(coroutine);
            }

            EndTask(coroutine, (TaskNode)coroutine._awaiting);
        }

        /// <summary>Hands an exception that nobody awaits to the exception handler.</summary>
        internal void Report(Coroutine coroutine, Exception exception, string name = null)
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
