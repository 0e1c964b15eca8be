namespace UAsyncio.Nano.Http
{
    /// <summary>What waits to be sent to one client of <see cref="ServerSentEvents"/>: a ring.</summary>
    internal sealed class EventClient : WaitList
    {
        private readonly string[] _events;
        private int _head;

        internal EventClient(int capacity)
        {
            _events = new string[capacity];
        }

        internal EventClient Next { get; set; }

        internal bool IsClosed { get; private set; }

        internal new int Count { get; private set; }

        internal void Add(string text, bool closeWhenFull)
        {
            if (Count == _events.Length)
            {
                if (closeWhenFull)
                {
                    IsClosed = true;
                    return;
                }

                Take();
            }

            _events[(_head + Count) % _events.Length] = text;
            Count++;
            WakeAll();
        }

        internal string Take()
        {
            string text = _events[_head];
            _events[_head] = null;
            _head = (_head + 1) % _events.Length;
            Count--;
            return text;
        }

        internal async Coroutine<string> NextAsync()
        {
            while (Count == 0)
            {
                await this;
            }

            return Take();
        }
    }
}
