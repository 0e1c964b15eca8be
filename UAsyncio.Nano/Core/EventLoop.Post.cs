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
        /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
        /// <exception cref="InvalidOperationException">As many calls as the run queue is long are waiting already: give the constructor a larger readyLength.</exception>
        public void Post(LoopCallback callback, object state = null)
        {
            if (callback == null)
            {
                throw new ArgumentNullException(nameof(callback));
            }

            lock (_postLock)
            {
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
            }

            _poller.Wake();
        }

        // Those that were there at the start; the calls themselves happen outside the lock.
        private void RunPosted()
        {
            for (int turns = _postedCount; turns > 0; turns--)
            {
                LoopCallback callback;
                object state;

                lock (_postLock)
                {
                    callback = (LoopCallback)_posted[0];
                    state = _posted[1];
                    int rest = 2 * --_postedCount;
                    Array.Copy(_posted, 2, _posted, 0, rest);
                    _posted[rest] = null;
                    _posted[rest + 1] = null;
                }

                Callback call = new Callback(callback, state);
                call.MoveNext();

                if (call.IsFaulted)
                {
                    Report(call, call.Exception, "Post");
                }
            }
        }
    }
}
