using System.Threading;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.DeviceTests
{
    /// <summary>A leaked socket is gone until a device restarts: no test may leave one.</summary>
    internal static class Leaks
    {
        private const int Attempts = 3000;

        /// <summary>Waits until the last socket is closed: a helper thread may be about to.</summary>
        public static void AssertNone()
        {
            for (int i = 0; i < Attempts && DeviceSockets.Open > 0; i++)
            {
                Thread.Sleep(10);
            }

            int open = DeviceSockets.Open;

            if (open > 0)
            {
                // The next test is not to blame.
                Device.Restart();
            }

            Assert.Equal(0, open);
        }
    }
}
