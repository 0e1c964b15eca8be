namespace UAsyncio.Nano
{
    /// <summary>
    /// What a task needs only when it is named, or when a task is awaited: its name and those who await it. A field
    /// each would cost every coroutine 12 bytes.
    /// </summary>
    internal sealed class TaskNode : Awaitable
    {
        internal string Name;

        // Not null: this is no task but a child that was awaited by its parent first.
        internal readonly Coroutine Parent;

        private Coroutine _first;
        private Coroutine[] _more;

        internal TaskNode(Coroutine parent)
        {
            Parent = parent;
        }

        internal bool HasWaiters => _first != null;

        protected internal override void Park(Coroutine waiter)
        {
            if (_first == null)
            {
                _first = waiter;
                return;
            }

            int length = _more == null ? 0 : _more.Length;
            Coroutine[] more = new Coroutine[length + 1];

            if (length > 0)
            {
                System.Array.Copy(_more, more, length);
            }

            more[length] = waiter;
            _more = more;
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            int index = -1;

            if (_first != waiter)
            {
                index = _more == null ? -1 : System.Array.IndexOf(_more, waiter);

                if (index < 0)
                {
                    return false;
                }
            }

            int length = _more == null ? 0 : _more.Length;

            if (length == 0)
            {
                _first = null;
                return true;
            }

            if (index < 0)
            {
                _first = _more[0];
                index = 0;
            }

            Coroutine[] fewer = length == 1 ? null : new Coroutine[length - 1];

            if (fewer != null)
            {
                System.Array.Copy(_more, 0, fewer, 0, index);
                System.Array.Copy(_more, index + 1, fewer, index, length - 1 - index);
            }

            _more = fewer;
            return true;
        }

        /// <summary>Wakes all, in the order in which they came, and forgets them.</summary>
        internal void WakeAll(EventQueue queue)
        {
            queue.Push(_first);
            _first = null;

            for (int i = 0; _more != null && i < _more.Length; i++)
            {
                queue.Push(_more[i]);
            }

            _more = null;
        }
    }
}
