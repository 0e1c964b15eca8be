using System;
using System.Collections;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Array
    {
        public static void Clear(System.Array array, int index, int length)
        {
            Check(array, index, length);
            System.Array.Clear(array, index, length);
        }

        public static void Copy(System.Array sourceArray, System.Array destinationArray, int length)
        {
            Copy(sourceArray, 0, destinationArray, 0, length);
        }

        /// <summary>Numbers are not converted on the way.</summary>
        public static void Copy(System.Array sourceArray, int sourceIndex, System.Array destinationArray, int destinationIndex, int length)
        {
            Check(sourceArray, sourceIndex, length);
            Check(destinationArray, destinationIndex, length);
            Type source = sourceArray.GetType().GetElementType();
            Type destination = destinationArray.GetType().GetElementType();
            if (source != destination && source!.IsPrimitive && destination!.IsPrimitive)
            {
                throw new InvalidCastException();
            }

            System.Array.Copy(sourceArray, sourceIndex, destinationArray, destinationIndex, length);
        }

        public static void CopyTo(System.Array self, System.Array array, int index) => Copy(self, 0, array, index, self.Length);

        public static int BinarySearch(System.Array array, object value, IComparer comparer)
        {
            return System.Array.BinarySearch(array, value, comparer ?? Elements.s_own);
        }

        public static int BinarySearch(System.Array array, int index, int length, object value, IComparer comparer)
        {
            return System.Array.BinarySearch(array, index, length, value, comparer ?? Elements.s_own);
        }

        public static int IndexOf(System.Array array, object value) => IndexOf(array, value, 0, array.Length);

        public static int IndexOf(System.Array array, object value, int startIndex) => IndexOf(array, value, startIndex, array.Length - startIndex);

        public static int IndexOf(System.Array array, object value, int startIndex, int count)
        {
            Check(array, startIndex, count);
            return System.Array.IndexOf(array, value, startIndex, count);
        }

        // Numbers are not comparable on a device; strings are, and a program's own classes can be.
        private sealed class Elements : IComparer
        {
            public static readonly Elements s_own = new();

            public int Compare(object element, object value)
            {
                return element switch
                {
                    string text when value is string or null => String.Compare(text, (string)value),
                    IComparable own and not (IConvertible or System.Guid or System.TimeSpan) => own.CompareTo(value),
                    _ => throw new InvalidOperationException(),
                };
            }
        }

        private static void Check(System.Array array, int index, int length)
        {
            if (index < 0 || length < 0 || index > array.Length - length)
            {
                throw new ArgumentOutOfRangeException();
            }
        }
    }
}
