namespace System.Collections
{
    /// <summary>
    /// From one index of an array to another, beyond its end from its start again. It knows nothing of the collection whose array it is: changes
    /// are seen as long as that keeps the array, and never refused.
    /// </summary>
    internal sealed class ElementsEnumerator(object[] elements, int start, int end) : IEnumerator
    {
        private int _index = start - 1;

        public object Current => elements[_index % elements.Length];

        public bool MoveNext() => _index < end && ++_index < end;

        public void Reset() => _index = start - 1;
    }
}
