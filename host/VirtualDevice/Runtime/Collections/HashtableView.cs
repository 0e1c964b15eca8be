using UAsyncio.VirtualDevice.Runtime;

namespace System.Collections
{
    /// <summary>The keys, values or entries of a Hashtable, in its order.</summary>
    internal sealed class HashtableView(Hashtable table, Func<DictionaryEntry, object> selector) : ICollection
    {
        public int Count => table.Count;

        public bool IsSynchronized => false;

        public object SyncRoot => table;

        public void CopyTo(Array array, int index)
        {
            if (array == null)
            {
                throw LibraryExceptions.Null();
            }

            if (index < 0)
            {
                throw LibraryExceptions.OutOfRange();
            }

            if (array.Length - index < Count)
            {
                throw new ArgumentException();
            }

            foreach (object each in this)
            {
                array.SetValue(each, index++);
            }
        }

        public IEnumerator GetEnumerator() => new HashtableEnumerator(table, selector);
    }
}
