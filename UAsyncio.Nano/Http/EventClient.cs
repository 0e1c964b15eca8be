namespace UAsyncio.Nano.Http
{
    /// <summary>What waits to be sent to one client of <see cref="ServerSentEvents"/>: a ring.</summary>
    internal sealed class EventClient : WaitList
    {
        internal EventClient Next;
        internal bool IsClosed;
        private readonly string[] _events;
        private int _head;
        private int _count;

        internal EventClient(int capacity)
        {
            _events = new string[capacity];
        }

        // Whoever waits for it has been woken before, since that can fail.
        [Inline]
        [Commit]
        internal void Add(string text, bool closeWhenFull)
        {
            int length = _events.Length;

            if (_count == length)
            {
                if (closeWhenFull)
                {
                    IsClosed = true;
                    return;
                }

                // In the place of the oldest one.
                _head = (_head + 1) % length;
                _count--;
            }

            _events[(_head + _count) % length] = text;
            _count++;
        }

        // Null when there is none.
        internal string Take()
        {
            if (_count == 0)
            {
                return null;
            }

            string text = _events[_head];
            _events[_head] = null;
            _head = (_head + 1) % _events.Length;
            _count--;
            return text;
        }

        internal async Coroutine<string> NextAsync()
        {
            for (; ; )
            {
                string text = Take();

                if (text != null)
                {
                    return text;
                }

                await this;
            }
        }
    }
}
