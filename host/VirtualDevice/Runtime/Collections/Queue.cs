using UAsyncio.VirtualDevice.Runtime;
using DeviceArray = UAsyncio.VirtualDevice.Runtime.Calls.Array;

namespace System.Collections
{
    // What is native on a device is not interrupted there: hence the lock.
    public class Queue : ICollection, ICloneable
    {
        private const int LeastCapacity = 4;

        private readonly object _lock = new();
        private object[] _array = new object[LeastCapacity];
        private int _head;
        private int _tail;
        private int _size;

        public virtual int Count => _size;

        public virtual bool IsSynchronized => false;

        public virtual object SyncRoot => this;

        public virtual void Clear()
        {
            lock (_lock)
            {
                Array.Clear(_array);
                _head = 0;
                _tail = 0;
                _size = 0;
            }
        }

        public virtual object Clone()
        {
            Queue copy = new();
            lock (_lock)
            {
                copy._array = new object[Math.Max(_size, LeastCapacity)];
                copy._size = _size;
                copy._tail = _size % copy._array.Length;
                Copy(copy._array, 0);
            }

            return copy;
        }

        public virtual bool Contains(object obj)
        {
            object[] copy;
            lock (_lock)
            {
                copy = new object[_size];
                Copy(copy, 0);
            }

            return DeviceArray.IndexOf(copy, obj) >= 0;
        }

        public virtual void CopyTo(Array array, int index)
        {
            if (array == null)
            {
                throw new ArgumentNullException();
            }

            lock (_lock)
            {
                if (array.Length - index < _size)
                {
                    throw LibraryExceptions.NativeArgument();
                }

                Copy(array, index);
            }
        }

        public virtual object Dequeue()
        {
            lock (_lock)
            {
                object first = First();
                _array[_head] = null;
                _head = (_head + 1) % _array.Length;
                _size--;
                return first;
            }
        }

        public virtual void Enqueue(object obj)
        {
            lock (_lock)
            {
                if (_size == _array.Length)
                {
                    object[] larger = new object[2 * _size];
                    Copy(larger, 0);
                    _array = larger;
                    _head = 0;
                    _tail = _size;
                }

                _array[_tail] = obj;
                _tail = (_tail + 1) % _array.Length;
                _size++;
            }
        }

        public virtual IEnumerator GetEnumerator()
        {
            lock (_lock)
            {
                return new ElementsEnumerator(_array, _head, _head + _size);
            }
        }

        public virtual object Peek()
        {
            lock (_lock)
            {
                return First();
            }
        }

        public virtual object[] ToArray()
        {
            lock (_lock)
            {
                object[] array = new object[_size];
                CopyTo(array, 0);
                return array;
            }
        }

        private object First() => _size > 0 ? _array[_head] : throw new InvalidOperationException();

        private void Copy(Array array, int index)
        {
            int first = Math.Min(_size, _array.Length - _head);
            DeviceArray.Copy(_array, _head, array, index, first);
            DeviceArray.Copy(_array, 0, array, index + first, _size - first);
        }
    }
}
