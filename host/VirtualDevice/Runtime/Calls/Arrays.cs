using System;
using System.Collections;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Array
    {
        // The length -1 is all of it.
        public static void Clear(System.Array array, int index, int length)
        {
            length = length == -1 ? array.Length : length;
            Check(array, index, length);
            System.Array.Clear(array, index, length);
        }

        public static void Copy(System.Array sourceArray, System.Array destinationArray, int length)
        {
            Copy(sourceArray, 0, destinationArray, 0, length);
        }

        /// <summary>Numbers are not converted on the way, and of nothing nothing is checked.</summary>
        public static void Copy(System.Array sourceArray, int sourceIndex, System.Array destinationArray, int destinationIndex, int length)
        {
            if (length == 0)
            {
                return;
            }

            Check(sourceArray, sourceIndex, length);
            Check(destinationArray, destinationIndex, length);
            Type source = sourceArray.GetType().GetElementType();
            Type destination = destinationArray.GetType().GetElementType();
            if (source != destination && source!.IsPrimitive && destination!.IsPrimitive)
            {
                throw new InvalidCastException();
            }

            try
            {
                System.Array.Copy(sourceArray, sourceIndex, destinationArray, destinationIndex, length);
            }
            catch (System.Exception e) when (e is ArrayTypeMismatchException or InvalidCastException)
            {
                throw new InvalidCastException();
            }
        }

        public static void CopyTo(System.Array self, System.Array array, int index) => Copy(self, 0, array, index, self.Length);

        public static int BinarySearch(System.Array array, object value, IComparer comparer) => BinarySearch(array, 0, array.Length, value, comparer);

        // What a comparer throws comes as it is.
        public static int BinarySearch(System.Array array, int index, int length, object value, IComparer comparer)
        {
            int low = index;
            int high = index + length - 1;
            while (low <= high)
            {
                int middle = (low + high) >> 1;
                int order = comparer == null ? ElementSearch.Compare(array.GetValue(middle), value) : comparer.Compare(array.GetValue(middle), value);
                if (order == 0)
                {
                    return middle;
                }

                low = order < 0 ? middle + 1 : low;
                high = order < 0 ? high : middle - 1;
            }

            return ~low;
        }

        public static int IndexOf(System.Array array, object value) => IndexOf(array, value, 0, array.Length);

        public static int IndexOf(System.Array array, object value, int startIndex) => IndexOf(array, value, startIndex, array.Length - startIndex);

        // An end before the first is the end of the array.
        public static int IndexOf(System.Array array, object value, int startIndex, int count)
        {
            count = startIndex + count == -1 ? array.Length - startIndex : count;
            Check(array, startIndex, count);
            return count > 0 ? ElementSearch.Find(array, value, startIndex, startIndex + count) : -1;
        }

        private static void Check(System.Array array, int index, int length)
        {
            if (index < 0 || length < 0 || index > array.Length - length)
            {
                throw new System.ArgumentOutOfRangeException();
            }
        }
    }
}
