extern alias desktop;

using System;
using DesktopHashtable = desktop::System.Collections.Hashtable;

namespace System.Collections
{
    public class Hashtable : ICloneable, IDictionary
    {
        private readonly DesktopHashtable _table;

        public Hashtable()
            : this(new DesktopHashtable())
        {
        }

        public Hashtable(int capacity)
            : this(new DesktopHashtable(capacity))
        {
        }

        public Hashtable(int capacity, float loadFactor)
            : this(new DesktopHashtable(capacity, loadFactor))
        {
        }

        private Hashtable(DesktopHashtable table)
        {
            _table = table;
        }

        public int Count => _table.Count;

        public bool IsFixedSize => false;

        public bool IsReadOnly => false;

        public bool IsSynchronized => false;

        public ICollection Keys => _table.Keys;

        public object SyncRoot => this;

        public ICollection Values => _table.Values;

        public object this[object key]
        {
            get => _table[key];
            set => _table[key] = value;
        }

        public void Add(object key, object value) => _table.Add(key, value);

        public void Clear() => _table.Clear();

        public object Clone() => new Hashtable((DesktopHashtable)_table.Clone());

        public bool Contains(object key) => _table.Contains(key);

        public void CopyTo(Array array, int arrayIndex)
        {
            foreach (object entry in this)
            {
                array.SetValue(entry, arrayIndex++);
            }
        }

        public IEnumerator GetEnumerator() => new Enumerator(_table.GetEnumerator());

        public void Remove(object key) => _table.Remove(key);

        private sealed class Enumerator : IDictionaryEnumerator
        {
            private readonly desktop::System.Collections.IDictionaryEnumerator _entries;

            public Enumerator(desktop::System.Collections.IDictionaryEnumerator entries)
            {
                _entries = entries;
            }

            public object Current => Entry;

            public DictionaryEntry Entry => new DictionaryEntry(Key, Value);

            public object Key => _entries.Key;

            public object Value => _entries.Value;

            public bool MoveNext() => _entries.MoveNext();

            public void Reset() => _entries.Reset();
        }
    }
}
