using System.Diagnostics;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceClock
    {
        private static long s_boot = Stopwatch.GetTimestamp();

        public static long Milliseconds => (long)Stopwatch.GetElapsedTime(s_boot).TotalMilliseconds;

        public static void Restart() => s_boot = Stopwatch.GetTimestamp();
    }
}
