namespace UAsyncio.Nano
{
    /// <summary>
    /// An event that coroutines wait for. With manual reset it lets all through while it is set; with automatic reset each
    /// <see cref="Set"/> lets one through. (asyncio: Event)
    /// </summary>
    /// <remarks>For the thread of its loop; from elsewhere, <see cref="ThreadSafeFlag"/>. Waiting allocates nothing.</remarks>
    public sealed class AsyncEvent : WaitLine
    {
        internal bool _isSet;
        private readonly bool _isAutoReset;

        /// <summary>Creates an event.</summary>
        /// <param name="isSet">Whether it is set at first.</param>
        /// <param name="autoReset">Whether the one that it lets through resets it.</param>
        public AsyncEvent(bool isSet = false, bool autoReset = false)
        {
            _isSet = isSet;
            _isAutoReset = autoReset;
        }

        /// <summary>True while it would let one through at once. (asyncio: is_set)</summary>
        public bool IsSet => _isSet;

        /// <summary>Waits until it is set; does not wait if it is. (asyncio: wait)</summary>
        /// <returns>To be awaited.</returns>
        public VoidAwaitable WaitAsync()
        {
            return this;
        }

        /// <summary>
        /// Sets it: wakes all that wait, or, with automatic reset, the one that has waited longest. Who was woken goes on even if it is reset
        /// before its turn. If this throws, nothing has changed. (asyncio: set)
        /// </summary>
        public void Set()
        {
            if (_isAutoReset)
            {
                _isSet |= WakeFirst() == null;
            }
            else
            {
                WakeAll();
                _isSet = true;
            }
        }

        /// <summary>Makes those wait that come from now on. (asyncio: clear)</summary>
        public void Reset()
        {
            _isSet = false;
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            if (_isSet)
            {
                _isSet = !_isAutoReset;
                return true;
            }

            Add(waiter);
            return false;
        }

        /// <inheritdoc/>
        protected internal override void Undo(Coroutine waiter)
        {
            if (_isAutoReset)
            {
                Set();
            }
        }
    }
}
