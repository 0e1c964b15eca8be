namespace System.Collections
{
    // A class with fields on a device; desktop's is a struct with properties.
    public class DictionaryEntry
    {
        public object Key;
        public object Value;

        public DictionaryEntry(object key, object value)
        {
            Key = key;
            Value = value;
        }
    }
}
