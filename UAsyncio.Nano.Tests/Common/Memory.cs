using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests
{
    /// <summary>The heap, of which many devices have some 100 KB: tests that want more say so.</summary>
    internal static class Memory
    {
        /// <summary>Skips the test where the heap has no block of so many bytes.</summary>
        public static void Require(int bytes)
        {
            byte[] block = null;

            try
            {
                block = new byte[bytes];
            }
            catch (OutOfMemoryException)
            {
            }

            if (block == null)
            {
                Assert.SkipTest("no " + bytes + " bytes of heap");
            }
        }
    }
}
