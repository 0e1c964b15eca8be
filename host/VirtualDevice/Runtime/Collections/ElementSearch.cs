extern alias desktop;

using System;
using System.Runtime.InteropServices;
using DesktopArray = desktop::System.Array;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>How a device compares an array's elements with a value.</summary>
    internal static class ElementSearch
    {
        // Numbers are not comparable on a device; strings are, and a program's own classes can be.
        public static int Compare(object element, object value)
        {
            if (element is string text && value is string or null)
            {
                return Calls.String.Compare(text, (string)value);
            }

            try
            {
                return element is IComparable own and not (IConvertible or TimeSpan) ? own.CompareTo(value) : throw new NullReferenceException();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("Failed to compare two elements in the array", e);
            }
        }

        /// <summary>Numbers by the bits that an element has; else first what is the same object or text, then what an element says is equal to it. Times are not found.</summary>
        public static int Find(DesktopArray array, object value, int start, int end)
        {
            if (array is object[] objects)
            {
                int index = DesktopArray.FindIndex(objects, start, end - start, each => ReferenceEquals(each, value) || (each is string text && text.Equals(value)));
                return index >= 0 || value == null ? index : DesktopArray.FindIndex(objects, start, end - start, each => each != null && each.Equals(value));
            }

            if (array.GetType().GetElementType().IsPrimitive)
            {
                return FindBits(array, BitsOf(value ?? throw new NullReferenceException()), start, end);
            }

            return array is TimeSpan[] or DateTime[] ? -1 : DesktopArray.IndexOf(array, value, start, end - start);
        }

        private static int FindBits(DesktopArray array, ReadOnlySpan<byte> bits, int start, int end)
        {
            int size = Buffer.ByteLength(array) / array.Length;
            ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), array.Length * size);
            for (int i = start; i < end && bits.Length > 0; i++)
            {
                if (bytes.Slice(i * size, size).SequenceEqual(bits.Slice(0, size)))
                {
                    return i;
                }
            }

            return -1;
        }

        // The eight bytes of a number, the higher ones of what has 32 bits are zero; none of what is no number.
        private static byte[] BitsOf(object value)
        {
            return value switch
            {
                float number => BitConverter.GetBytes((long)BitConverter.SingleToInt32Bits(number)),
                double number => BitConverter.GetBytes(number),
                bool truth => BitConverter.GetBytes(truth ? 1L : 0L),
                char c => BitConverter.GetBytes((long)c),
                ulong number => BitConverter.GetBytes(number),
                long number => BitConverter.GetBytes(number),
                ValueType and IConvertible number => BitConverter.GetBytes((ulong)(uint)number.ToInt64(null)),
                _ => [],
            };
        }
    }
}
