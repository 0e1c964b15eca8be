namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // Guards the signals of all loops: it is held for some stores only.
        internal static readonly object s_signalLock = new object();

        // Flags that were set and have not been delivered: the first one, and in each the next.
        private ThreadSafeFlag _signalled;

        /// <summary>The task that has its turn; null outside of one. (asyncio: current_task)</summary>
        public Coroutine CurrentTask
        {
            get
            {
                // What was taken out last is still where it was: in its turn it runs, or, if it has ended, one of those that await it.
                Coroutine coroutine = _queue.Slots[(_queue.Head - 1) & _queue.Mask];

                while (coroutine != null && coroutine._state != Coroutine.Running)
                {
                    coroutine = coroutine._state < Coroutine.Scheduled ? coroutine._link as Coroutine : null;
                }

                return coroutine == null ? null : coroutine.FindTask();
            }
        }

        /// <summary>A flag was set: in the line behind the others, if it is not there. The lock is held.</summary>
        [Commit]
        internal void Signal(ThreadSafeFlag flag)
        {
            if (flag.IsSignalled || _closed)
            {
                return;
            }

            flag.IsSignalled = true;
            _isCalled = true;

            if (_signalled == null)
            {
                _signalled = flag;
                return;
            }

            ThreadSafeFlag last = _signalled;

            while (last.NextSignal != null)
            {
                last = last.NextSignal;
            }

            last.NextSignal = flag;
        }

        // Memory can be too short for the lock, and for nothing behind it: what was set stays set until the next pass.
        private void DeliverSignals(EventQueue queue)
        {
            lock (s_signalLock)
            {
                Commit.Begin();

                while (_signalled != null)
                {
                    ThreadSafeFlag flag = _signalled;
                    _signalled = flag.NextSignal;
                    flag.NextSignal = null;
                    flag.IsSignalled = false;
                    Coroutine waiter = flag.Waiter;

                    if (waiter != null && flag.IsSetNow)
                    {
                        queue.Push(waiter);
                        flag.Waiter = null;
                        flag.IsSetNow = false;
                        _external--;
                    }
                }

                Commit.End();
            }
        }

        private void ForgetSignals()
        {
            lock (s_signalLock)
            {
                while (_signalled != null)
                {
                    ThreadSafeFlag flag = _signalled;
                    _signalled = flag.NextSignal;
                    flag.NextSignal = null;
                    flag.IsSignalled = false;
                }
            }
        }
    }
}
