using DeviceArray = UAsyncio.VirtualDevice.Runtime.Calls.Array;

namespace System.Collections
{
    // What is native on a device is not interrupted there: hence the lock.
    public class ArrayList : IList, ICloneable
    {
        private const int LeastCapacity = 4;

        private readonly object _lock = new();
        private object[] _items = new object[LeastCapacity];
        private int _size;
        private object _syncRoot;

        public virtual int Capacity
        {
            get => _items.Length;
            set
            {
                lock (_lock)
                {
                    SetCapacity(value);
                }
            }
        }

        public virtual int Count => _size;

        public virtual bool IsFixedSize => false;

        public virtual bool IsReadOnly => false;

        public virtual bool IsSynchronized => false;

        public virtual object SyncRoot => _syncRoot ??= new object();

        public virtual object this[int index]
        {
            get
            {
                lock (_lock)
                {
                    Check(index, _size - 1);
                    return _items[index];
                }
            }

            set
            {
                lock (_lock)
                {
                    Check(index, _size - 1);
                    _items[index] = value;
                }
            }
        }

        public virtual int Add(object value)
        {
            lock (_lock)
            {
                EnsureRoom();
                _items[_size] = value;
                return _size++;
            }
        }

        public virtual int BinarySearch(object value, IComparer comparer) => DeviceArray.BinarySearch(_items, 0, _size, value, comparer);

        public virtual void Clear()
        {
            lock (_lock)
            {
                Array.Clear(_items, 0, _size);
                _size = 0;
            }
        }

        public virtual object Clone()
        {
            ArrayList copy = new();
            lock (_lock)
            {
                copy._items = new object[Math.Max(_size, LeastCapacity)];
                copy._size = _size;
                Array.Copy(_items, copy._items, _size);
            }

            return copy;
        }

        public virtual bool Contains(object value) => IndexOf(value) >= 0;

        public virtual void CopyTo(Array array) => CopyTo(array, 0);

        public virtual void CopyTo(Array array, int index) => DeviceArray.Copy(_items, 0, array, index, _size);

        public virtual IEnumerator GetEnumerator() => new ElementsEnumerator(_items, 0, _size);

        public virtual int IndexOf(object value) => DeviceArray.IndexOf(_items, value, 0, _size);

        public virtual int IndexOf(object value, int startIndex) => DeviceArray.IndexOf(_items, value, startIndex, _size - startIndex);

        public virtual int IndexOf(object value, int startIndex, int count) => DeviceArray.IndexOf(_items, value, startIndex, count);

        public virtual void Insert(int index, object value)
        {
            lock (_lock)
            {
                Check(index, _size);
                EnsureRoom();
                Array.Copy(_items, index, _items, index + 1, _size - index);
                _items[index] = value;
                _size++;
            }
        }

        public virtual void Remove(object value)
        {
            int index = IndexOf(value);
            if (index >= 0)
            {
                RemoveAt(index);
            }
        }

        public virtual void RemoveAt(int index)
        {
            lock (_lock)
            {
                Check(index, _size - 1);
                _size--;
                Array.Copy(_items, index + 1, _items, index, _size - index);
                _items[_size] = null;
            }
        }

        public virtual object[] ToArray() => (object[])ToArray(typeof(object));

        public virtual Array ToArray(Type type)
        {
            Array array = Array.CreateInstance(type, _size);
            DeviceArray.Copy(_items, 0, array, 0, array.Length);
            return array;
        }

        private static void Check(int index, int last)
        {
            if (index < 0 || index > last)
            {
                throw new ArgumentOutOfRangeException();
            }
        }

        private void EnsureRoom()
        {
            if (_size == _items.Length)
            {
                SetCapacity(_size * 3 / 2);
            }
        }

        private void SetCapacity(int value)
        {
            if (value < _size)
            {
                throw new ArgumentOutOfRangeException();
            }

            Array.Resize(ref _items, Math.Max(value, LeastCapacity));
        }
    }
}
