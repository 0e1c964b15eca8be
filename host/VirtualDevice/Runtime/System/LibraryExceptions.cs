using System;
using Program = UAsyncio.VirtualDevice.Runtime.Calls;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>What nanoFramework's own managed code throws has the text that a constructor gives it; what its firmware throws has none.</summary>
    internal static class LibraryExceptions
    {
        public static ArgumentOutOfRangeException OutOfRange() => Program.ArgumentOutOfRangeException.Create();

        /// <summary>The firmware's, as one without a text would be a library's.</summary>
        public static ArgumentException NativeArgument() => new("Exception was thrown: System.ArgumentException");

        public static ArgumentNullException Null() => Program.ArgumentNullException.Create();

        /// <summary>What streams, readers and writers look at before they touch a buffer.</summary>
        public static void CheckRange(Array buffer, int index, int count)
        {
            if (buffer == null)
            {
                throw Null();
            }

            if (index < 0 || count < 0)
            {
                throw OutOfRange();
            }

            if (buffer.Length - index < count)
            {
                throw new ArgumentException();
            }
        }
    }
}
