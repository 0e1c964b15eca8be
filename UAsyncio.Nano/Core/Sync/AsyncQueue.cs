using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A bounded queue between coroutines: who puts waits while it is full, who gets while it is empty, each in the order in which they came.
    /// (asyncio: Queue)
    /// </summary>
    /// <remarks>
    /// For the thread of its loop; from elsewhere, <see cref="ThreadSafeQueue"/>. It allocates nothing in the long run: what PutAsync and GetAsync
    /// return is used again, so it is to be awaited at once and once; or given to WhenAll, WhenAny or a group, which leaves it alone.
    /// </remarks>
    public sealed partial class AsyncQueue
    {
        private readonly object[] _items;
        private readonly bool _dropsOldest;
        private readonly QueueLine _getters;
        private readonly QueueLine _putters;
        private AsyncEvent _idle;

        // What has ended and can be used again, each with the next one.
        private QueueOperation _free;
        private int _head;
        private int _count;

        // Items and places that somebody was woken for who has not had its turn yet.
        private int _promisedItems;
        private int _promisedPlaces;
        private int _unfinished;
        private int _dropped;
        private bool _isClosed;

        /// <summary>Creates a queue.</summary>
        /// <param name="capacity">How many items it holds, 1 or more; 12 bytes each, allocated at once.</param>
        /// <param name="dropOldest">What happens when it is full: false, who puts waits; true, the oldest item gives way.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
        public AsyncQueue(int capacity, bool dropOldest = false)
        {
            if (capacity < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity));
            }

            _items = new object[capacity];
            _dropsOldest = dropOldest;
            _getters = new QueueLine(this);
            _putters = new QueueLine(this);
        }

        /// <summary>How many items are in it. (asyncio: qsize)</summary>
        public int Count => _count;

        /// <summary>How many it holds. (asyncio: maxsize)</summary>
        public int Capacity => _items.Length;

        /// <summary>How many items have given way to newer ones.</summary>
        public int Dropped => _dropped;

        /// <summary>True after <see cref="Close"/>.</summary>
        public bool IsClosed => _isClosed;

        private bool HasItem => _count > _promisedItems;

        private bool HasPlace => _dropsOldest || _count + _promisedPlaces < _items.Length;

        /// <summary>Waits for a place and puts an item there. (asyncio: put)</summary>
        /// <param name="item">Not null, which stands for the end.</param>
        /// <returns>To be awaited. If it is cancelled, the item has not been put.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
        /// <exception cref="InvalidOperationException">On the await: the queue is closed, or closes meanwhile.</exception>
        public Coroutine PutAsync(object item)
        {
            CheckItem(item);
            return Operation(item);
        }

        /// <summary>Waits for an item and takes it. (asyncio: get)</summary>
        /// <returns>To be awaited: the item; null when the queue is closed and empty. If it is cancelled, the item is the next one's.</returns>
        public Coroutine<object> GetAsync()
        {
            return (Coroutine<object>)(object)Operation(null);
        }

        /// <summary>Puts an item if there is a place for it. (asyncio: put_nowait)</summary>
        /// <param name="item">Not null.</param>
        /// <returns>False when it is full, or closed.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
        public bool TryPut(object item)
        {
            CheckItem(item);

            if (_isClosed || !HasPlace)
            {
                return false;
            }

            Put(item);
            return true;
        }

        /// <summary>Takes an item if there is one. (asyncio: get_nowait)</summary>
        /// <returns>The item, or null.</returns>
        public object TryGet()
        {
            return HasItem ? Get() : null;
        }

        /// <summary>
        /// Takes no more items. What is in it can still be got; then, and for who waits now, GetAsync gives null. Closing twice does nothing.
        /// </summary>
        public void Close()
        {
            if (_isClosed)
            {
                return;
            }

            _putters.FailAll(Closed());
            _getters.WakeAll();
            _isClosed = true;
        }

        /// <summary>Says that an item that was got has been dealt with. (asyncio: task_done)</summary>
        /// <exception cref="InvalidOperationException">It was called more often than items were put.</exception>
        public void Done()
        {
            if (_unfinished == 0)
            {
                throw new InvalidOperationException("more Done than items");
            }

            if (_unfinished == 1 && _idle != null)
            {
                _idle.Set();
            }

            _unfinished--;
        }

        /// <summary>Waits until each item that was put has been dealt with, see <see cref="Done"/>. (asyncio: join)</summary>
        /// <returns>To be awaited.</returns>
        public VoidAwaitable JoinAsync()
        {
            _idle = _idle ?? new AsyncEvent(_unfinished == 0);
            return _idle;
        }

        private static void CheckItem(object item)
        {
            if (item == null)
            {
                throw new ArgumentNullException(nameof(item));
            }
        }

        private static InvalidOperationException Closed()
        {
            return new InvalidOperationException("queue is closed");
        }

        // There is a place. What can fail comes first.
        private void Put(object item)
        {
            bool isFull = _count == _items.Length;
            QueueOperation getter = isFull ? null : (QueueOperation)_getters.WakeFirst();
            Commit.Begin();

            if (isFull)
            {
                _head = _head + 1 == _items.Length ? 0 : _head + 1;
                _count--;
                _dropped++;
                _unfinished--;
            }

            if (getter != null)
            {
                getter.IsPromised = true;
                _promisedItems++;
            }

            int tail = _head + _count;
            _items[tail < _items.Length ? tail : tail - _items.Length] = item;
            _count++;
            _unfinished++;

            if (_idle != null)
            {
                _idle._isSet = false;
            }

            Commit.End();
        }

        // There is an item.
        private object Get()
        {
            QueueOperation putter = (QueueOperation)_putters.WakeFirst();
            object item = _items[_head];
            Commit.Begin();

            if (putter != null)
            {
                putter.IsPromised = true;
                _promisedPlaces++;
            }

            _items[_head] = null;
            _head = _head + 1 == _items.Length ? 0 : _head + 1;
            _count--;
            Commit.End();
            return item;
        }
    }
}
