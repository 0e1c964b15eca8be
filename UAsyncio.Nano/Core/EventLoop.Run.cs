using System;
using System.Threading;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // How many passes in a row may end for want of memory: nobody gives any back then.
        internal const int MaxFailures = 1000;

        // How often memory was too short since the last pass that came to its end, and whether the last one did.
        private int _failures;
        private bool _isWhole;

        // What Run waits for; its exception goes to Run's caller.
        private Coroutine _main;
        private bool _running;
        internal bool _closed;
        private bool _stop;

        /// <summary>Runs until the coroutine has ended. (uasyncio: run_until_complete, run)</summary>
        /// <param name="coroutine">One that has not started; it takes a slot like any task.</param>
        /// <returns>Its result; null where it has none.</returns>
        /// <exception cref="InvalidOperationException">
        /// The loop runs already, or belongs to another thread; all slots are taken; it was stopped first; or nothing was left that could
        /// ever wake the coroutine (a deadlock). Whatever leaves the coroutine leaves this method too.
        /// </exception>
        /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
        /// <exception cref="OutOfMemoryException">Memory stays short, whatever is tried.</exception>
        public object Run(Coroutine coroutine)
        {
            CheckThreadToRun();
            CheckAdmission(coroutine);
            Commit.Begin();
            _live++;

            // Neither a coroutine nor a node, and not nothing: it does not end as one for which nobody waits.
            coroutine._link = _queue;
            Schedule(coroutine);
            _main = coroutine;
            Commit.End();

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
        /// <exception cref="InvalidOperationException">The loop runs already, or belongs to another thread.</exception>
        /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
        /// <exception cref="OutOfMemoryException">Memory stays short, whatever is tried.</exception>
        public void RunForever()
        {
            CheckThreadToRun();
            RunPasses();
        }

        /// <summary>
        /// Ends RunForever or Run after the pass that is under way; called while neither runs, the next one ends after its
        /// first pass. For any thread. (uasyncio: stop)
        /// </summary>
        public void Stop()
        {
            _stop = true;
            _isSpecial = true;
            _poller.Wake();
        }

        /// <summary>
        /// Gives the thread's place back. Tasks that have not ended have no turns any more, and their number is printed: cancel them first
        /// and let them end. Where an event, a lock or a queue on which one of them waits outlives the loop, what wakes it there hands it
        /// to the loop that runs then. That has no slot for it: when it has ended there <see cref="FreeSlots"/> is one too high, and where as many
        /// are ready as there are slots a wake-up can be lost. Closing twice does nothing, unless the first time memory was too short: it goes on
        /// then. (uasyncio: close)
        /// </summary>
        /// <exception cref="InvalidOperationException">The loop runs.</exception>
        public void Close()
        {
            // Where memory was too short for all of it, it goes on.
            if (_thread == null)
            {
                return;
            }

            if (!_closed)
            {
                CheckNotRunning();
            }

            // What was posted before is called; what comes from now on is refused.
            lock (_postLock)
            {
                _closed = true;
                _mostLive = 0;
            }

            RunPosted();
            ForgetSignals();
            ReportFailed();
            ReportFailed();

            lock (s_lock)
            {
                EventLoop previous = null;
                EventLoop loop = s_first;

                while (loop != null && loop != this)
                {
                    previous = loop;
                    loop = loop._next;
                }

                if (loop != null)
                {
                    if (previous == null)
                    {
                        s_first = _next;
                    }
                    else
                    {
                        previous._next = _next;
                    }

                    SetOnly();
                }
            }

            _poller.Close();

            if (Debug)
            {
                CoroutineTracker.Report(_thread);
            }

            if (_live > 0)
            {
                Console.WriteLine("EventLoop closed with " + _live + " tasks alive");
            }

            _thread = null;
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

        // The first to run it keeps it.
        private void CheckThreadToRun()
        {
            CheckNotRunning();
            Thread thread = Thread.CurrentThread;

            if (_thread != thread)
            {
                if (_hasRun || Find(thread) != null)
                {
                    throw new InvalidOperationException("loop of another thread");
                }

                _thread = thread;
            }
        }

        // Passes, until one says that it was the last: due timers become ready; what is ready has its turn, each once; I/O is polled, always.
        // The turns are here, not in a method of their own: on an interpreter each call would cost as much as what it does.
        private void RunPasses()
        {
            EventQueue queue = _queue;
            Coroutine[] slots = queue.Slots;
            int mask = queue.Mask;
            Coroutine coroutine = null;
            _running = true;
            _hasRun = true;
            _failures = 0;

            // What it shall run may end before its first turn; and the run before may have ended by an exception.
            _isSpecial = true;

            try
            {
                TakeSpare();

                for (; ; )
                {
                    // On a device memory can be short at any call. What was to be done is still to be done in the next pass.
                    try
                    {
                        if (_ended != null)
                        {
                            FinishEnded();
                        }

                        do
                        {
                            // Who becomes ready from here on has its turn in the next pass.
                            BeginPass(queue);
                            int end;
                            int head;
                            _passEnd = end = queue.Tail;

                            if (_watch != null)
                            {
                                RunWatched(queue, end);
                            }

                            while ((head = queue.Head) != end)
                            {
                                // What has been taken out stays in the array, until it is overwritten or the loop is idle.
                                queue.Head = head + 1;
                                coroutine = slots[head & mask];

                                // Apart from the turns of those behind it: the index has left a number where the weaver would have to put one.
                                coroutine.MoveNext();

                                if (coroutine._state >= Coroutine.Scheduled)
                                {
                                    continue;
                                }

                                do
                                {
                                    if (coroutine._link == null && coroutine._state == Coroutine.Succeeded)
                                    {
                                        // A task without a name, for which nobody waits.
                                        _live--;
                                        break;
                                    }

                                    // The one that awaited it in line goes on at once.
                                    coroutine = coroutine._link as Coroutine ?? EndTask(coroutine);

                                    if (coroutine == null)
                                    {
                                        break;
                                    }

                                    coroutine.MoveNext();
                                }
                                while (coroutine._state < Coroutine.Scheduled);
                            }

                            coroutine = null;
                        }
                        while (EndPass(queue));

                        break;
                    }
                    catch (OutOfMemoryException exception)
                    {
                        if (coroutine != null)
                        {
                            KeepForNextPass(queue, coroutine, exception);
                            coroutine = null;
                        }

                        LetSpareGo();

                        if (++_failures == MaxFailures)
                        {
                            throw;
                        }
                    }
                }
            }
            finally
            {
                _running = false;
                _stop = false;
            }
        }
    }
}
