using DeviceArray = UAsyncio.VirtualDevice.Runtime.Calls.Array;

namespace System.Collections
{
    // The last that was pushed lies first, at the end of the array. What is native on a device is not interrupted there: hence the lock.
    public class Stack : ICollection, ICloneable
    {
        private const int LeastCapacity = 4;

        private readonly object _lock = new();
        private object[] _array = new object[LeastCapacity];
        private int _size;

        public virtual int Count => _size;

        public virtual bool IsSynchronized => false;

        public virtual object SyncRoot => this;

        private int Top => _array.Length - _size;

        private object First => _size > 0 ? _array[Top] : throw new InvalidOperationException();

        public virtual void Clear()
        {
            lock (_lock)
            {
                Array.Clear(_array);
                _size = 0;
            }
        }

        public virtual object Clone()
        {
            Stack copy = new();
            lock (_lock)
            {
                copy._array = new object[Math.Max(_size, LeastCapacity)];
                copy._size = _size;
                Array.Copy(_array, Top, copy._array, copy.Top, _size);
            }

            return copy;
        }

        public virtual bool Contains(object obj) => DeviceArray.IndexOf(_array, obj, Top, _size) >= 0;

        public virtual void CopyTo(Array array, int index)
        {
            lock (_lock)
            {
                DeviceArray.Copy(_array, Top, array, index, _size);
            }
        }

        public virtual IEnumerator GetEnumerator()
        {
            lock (_lock)
            {
                return new ElementsEnumerator(_array, Top, _array.Length);
            }
        }

        public virtual object Peek()
        {
            lock (_lock)
            {
                return First;
            }
        }

        public virtual object Pop()
        {
            lock (_lock)
            {
                object top = First;
                _array[Top] = null;
                _size--;
                return top;
            }
        }

        public virtual void Push(object obj)
        {
            lock (_lock)
            {
                if (_size == _array.Length)
                {
                    object[] larger = new object[2 * _size];
                    Array.Copy(_array, 0, larger, _size, _size);
                    _array = larger;
                }

                _size++;
                _array[Top] = obj;
            }
        }

        public virtual object[] ToArray()
        {
            lock (_lock)
            {
                object[] array = new object[_size];
                Array.Copy(_array, Top, array, 0, _size);
                return array;
            }
        }
    }
}
