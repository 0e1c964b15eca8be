using System;
using System.Text;

namespace UAsyncio.VirtualDevice.Heap
{
    /// <summary>The interpreter's arithmetic: everything is made of blocks of 12 bytes.</summary>
    internal static class HeapBlocks
    {
        public const int Block = 12;

        /// <summary>The entry that a type's finaliser adds to each of its objects.</summary>
        public const int Finalizer = 24;

        /// <summary>A delegate for one method.</summary>
        public const int Delegate = 36;

        // A block, the count of elements, and what an element is.
        private const int ArrayHeader = Block + 4 + 4;

        // A block, the type, the count of delegates, and flags.
        private const int DelegateListHeader = Block + 4 + 4 + 4;

        public static int OfObject(int fields) => Block + (Block * fields);

        public static int OfArray(int length, int elementSize) => RoundUp(ArrayHeader + (length * elementSize));

        /// <summary>UTF-8 and a terminating 0. A literal's text stays in flash, but nobody can see that from here.</summary>
        public static int OfString(string text) => RoundUp(Block + Encoding.UTF8.GetByteCount(text) + 1);

        public static int OfDelegateList(int length) => RoundUp(DelegateListHeader + (Block * length));

        /// <summary>An element of a number's type takes its own size; any other, a reference or a struct, a block.</summary>
        public static int OfElement(Type type) => Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
            _ => Block,
        };

        private static int RoundUp(int bytes) => (bytes + Block - 1) / Block * Block;
    }
}
