extern alias desktop;

using DesktopGC = desktop::System.GC;

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        // A computer has more than a device can count, so it is always the same: what an ESP32 has free.
        private const uint FreeHeap = 100 * 1024;

        public static void EnableGCMessages(bool enable)
        {
        }

        public static uint Run(bool compactHeap)
        {
            DesktopGC.Collect();
            DesktopGC.WaitForPendingFinalizers();
            return FreeHeap;
        }
    }
}
