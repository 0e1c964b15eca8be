extern alias device;

using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice
{
    /// <summary>What the device's sockets take, for tests that look for leaks.</summary>
    public static class DeviceSockets
    {
        /// <summary>Gets how many sockets take a place now, leaked ones included.</summary>
        public static int Open => SocketTable.Open;

        /// <summary>Gets how many were open at once at the most since the last <see cref="ResetCounts"/>.</summary>
        public static int Peak => SocketTable.Peak;

        /// <summary>
        /// Gets how many the program has lost without closing them. A lost socket is noticed when the garbage
        /// collector finalises it; it keeps its place until <see cref="Device.Restart"/>.
        /// </summary>
        public static int Leaked => SocketTable.Leaked;

        /// <summary>Sets the peak to what is open now and the leaked count to 0.</summary>
        public static void ResetCounts() => SocketTable.ResetCounts();
    }
}
