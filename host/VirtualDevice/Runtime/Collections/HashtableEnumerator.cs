namespace System.Collections
{
    /// <summary>From the last bucket of a Hashtable to the first, until the table changes.</summary>
    internal sealed class HashtableEnumerator(Hashtable table, Func<DictionaryEntry, object> selector) : IDictionaryEnumerator
    {
        private readonly int _version = table.Version;
        private int _bucket = table.BucketCount;
        private DictionaryEntry _entry;

        public object Current => selector(Entry);

        public DictionaryEntry Entry => _entry ?? throw new InvalidOperationException();

        public object Key => Entry.Key;

        public object Value => Entry.Value;

        public bool MoveNext()
        {
            Check();
            _entry = table.Before(ref _bucket);
            return _entry != null;
        }

        public void Reset()
        {
            Check();
            _bucket = table.BucketCount;
            _entry = null;
        }

        private void Check()
        {
            if (_version != table.Version)
            {
                throw new InvalidOperationException();
            }
        }
    }
}
