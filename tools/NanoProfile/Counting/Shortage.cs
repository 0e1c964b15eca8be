using System;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>A moment in which this thread's device code gets no memory.</summary>
    internal static class Shortage
    {
        [ThreadStatic]
        private static bool s_isSet;

        [ThreadStatic]
        private static int s_before;

        [ThreadStatic]
        private static int s_left;

        /// <summary>Gets how many allocations are still to fail.</summary>
        public static int Left => s_left;

        public static void Set(int before, int count)
        {
            s_before = before;
            s_left = count;
            s_isSet = count > 0;
        }

        /// <summary>An allocation: of an object, or of the frame of a method that is entered.</summary>
        public static void Pass()
        {
            if (s_isSet && --s_before < 0)
            {
                s_isSet = --s_left > 0;
                throw new OutOfMemoryException();
            }
        }
    }
}
