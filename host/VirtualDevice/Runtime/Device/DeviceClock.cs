using System.Diagnostics;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceClock
    {
        private static long s_boot = Stopwatch.GetTimestamp();

        // What the clock shows while a host has stopped it; null while it runs.
        public static long? Stopped { get; set; }

        public static long Milliseconds => Stopped ?? (long)Stopwatch.GetElapsedTime(s_boot).TotalMilliseconds;

        public static void Restart() => s_boot = Stopwatch.GetTimestamp();
    }
}
