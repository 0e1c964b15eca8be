using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A bounded queue from other threads and the handlers of interrupts to a coroutine: any number put, one reads.
    /// <code>
    /// for (;;)
    /// {
    ///     await queue.WaitToReadAsync();
    ///
    ///     while ((item = queue.TryRead()) != null)
    ///     {
    ///         …
    ///     }
    /// }
    /// </code>
    /// </summary>
    /// <remarks>It allocates nothing but its room, at once.</remarks>
    public sealed class ThreadSafeQueue
    {
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();
        private readonly object[] _items;
        private int _head;
        private int _count;
        private int _lost;

        /// <summary>Creates a queue.</summary>
        /// <param name="capacity">How many items it holds, 1 or more.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
        public ThreadSafeQueue(int capacity)
        {
            if (capacity < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity));
            }

            _items = new object[capacity];
        }

        /// <summary>How many items are in it.</summary>
        public int Count => _count;

        /// <summary>How many items <see cref="TryPut"/> had no place for.</summary>
        public int Lost => _lost;

        /// <summary>Puts an item and wakes the reader. For any thread. It changes nothing if it throws.</summary>
        /// <param name="item">Not null.</param>
        /// <returns>False when it is full: the item is not in it, and <see cref="Lost"/> counts it.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
        public bool TryPut(object item)
        {
            if (item == null)
            {
                throw new ArgumentNullException(nameof(item));
            }

            lock (_items)
            {
                if (_count == _items.Length)
                {
                    _lost++;
                    return false;
                }

                // All that can fail comes first: the reader waits for the lock.
                _flag.Set();
                int tail = _head + _count;
                _items[tail < _items.Length ? tail : tail - _items.Length] = item;
                _count++;
                return true;
            }
        }

        /// <summary>Takes an item if there is one. For any thread.</summary>
        /// <returns>The item, or null.</returns>
        public object TryRead()
        {
            lock (_items)
            {
                if (_count == 0)
                {
                    return null;
                }

                object item = _items[_head];
                _items[_head] = null;
                _head = _head + 1 == _items.Length ? 0 : _head + 1;
                _count--;
                return item;
            }
        }

        /// <summary>Waits until there may be an item: <see cref="TryRead"/> tells.</summary>
        /// <returns>To be awaited, by one coroutine at a time.</returns>
        public VoidAwaitable WaitToReadAsync()
        {
            if (_count > 0)
            {
                _flag.IsSetNow = true;
            }

            return _flag;
        }
    }
}
