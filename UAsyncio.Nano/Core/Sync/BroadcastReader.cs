namespace UAsyncio.Nano
{
    /// <summary>A place in a <see cref="Broadcast"/>, for one coroutine.</summary>
    public sealed class BroadcastReader : VoidAwaitable
    {
        private readonly Broadcast _broadcast;
        private int _next;
        private int _lost;

        internal BroadcastReader(Broadcast broadcast)
        {
            _broadcast = broadcast;
            _next = broadcast.Published;
        }

        /// <summary>How many values it was too slow for.</summary>
        public int Lost => _lost;

        /// <summary>Waits until there is a value that it has not read.</summary>
        /// <returns>To be awaited.</returns>
        public VoidAwaitable WaitToReadAsync()
        {
            return this;
        }

        /// <summary>Reads the next value.</summary>
        /// <returns>The value; null when it has read all.</returns>
        public object TryRead()
        {
            int behind = _broadcast.Published - _next;
            int length = _broadcast.Values.Length;

            if (behind == 0)
            {
                return null;
            }

            if (behind > length)
            {
                _lost += behind - length;
                _next += behind - length;
            }

            object value = _broadcast.Values[_next & (length - 1)];
            _next++;
            return value;
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            if (_next != _broadcast.Published)
            {
                return true;
            }

            _broadcast.Line.Add(waiter);
            return false;
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            return _broadcast.Line.Unpark(waiter);
        }
    }
}
