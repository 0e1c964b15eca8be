using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        private readonly object _postLock = new object();

        // Function and argument by turns; made at the first Post, as long as the run queue.
        private object[] _posted;
        private int _postedCount;

        /// <summary>
        /// Has a function called by the loop at the start of its next pass, and ends its waiting at once. For any thread,
        /// and for the handler of an interrupt. (uasyncio: call_soon from an interrupt)
        /// </summary>
        /// <param name="callback">The function. What it throws goes to the exception handler.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>False when the loop is closed: the function is not called. What was posted before is called by Close, if not earlier.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="InvalidOperationException">As many calls as the run queue is long are waiting already: give the constructor a larger readyLength.</exception>
        public bool Post(LoopCallback callback, object state = null)
        {
            if (callback == null)
            {
                throw new ArgumentNullException(nameof(callback));
            }

            lock (_postLock)
            {
                if (_closed)
                {
                    return false;
                }

                if (_posted == null)
                {
                    _posted = new object[2 * _readyLength];
                }

                if (2 * _postedCount == _posted.Length)
                {
                    throw new InvalidOperationException("all " + _postedCount + " posts taken: raise EventLoop's readyLength");
                }

                _posted[2 * _postedCount] = callback;
                _posted[2 * _postedCount + 1] = state;
                _postedCount++;
                _isCalled = true;
            }

            // It will be called: where memory is too short to end the idling, that is tried again.
            for (int attempts = MaxFailures; attempts > 0; attempts--)
            {
                try
                {
                    _poller.Wake();
                    break;
                }
                catch (OutOfMemoryException)
                {
                }
            }

            return true;
        }

        // What other threads have left. Where it fails, the next pass looks again.
        private void RunCalls(EventQueue queue)
        {
            _isCalled = false;

            if (_postedCount > 0)
            {
                RunPosted();
            }

            if (_signalled != null)
            {
                DeliverSignals(queue);
            }
        }

        // Those that were there at the start; the calls themselves happen outside the lock. One that memory is too short for is reported.
        private void RunPosted()
        {
            for (int turns = _postedCount; turns > 0 && _postedCount > 0; turns--)
            {
                LoopCallback callback;
                object state;

                lock (_postLock)
                {
                    int rest = 2 * (_postedCount - 1);
                    callback = (LoopCallback)_posted[0];
                    state = _posted[1];
                    Array.Copy(_posted, 2, _posted, 0, rest);
                    _posted[rest] = null;
                    _posted[rest + 1] = null;
                    _postedCount--;
                }

                try
                {
                    callback(state);
                }
                catch (Exception exception)
                {
                    Report(new Callback(callback, state), exception, "Post");
                }
            }
        }
    }
}
