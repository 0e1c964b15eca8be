namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceClock
    {
        private static long s_boot = DeviceTime.Microseconds;

        // What the clock shows while a host has stopped it; null while it runs.
        public static long? Stopped { get; set; }

        // What it shows at the start.
        public static long StartTick { get; set; }

        public static long Milliseconds => Stopped ?? StartTick + ((DeviceTime.Microseconds - s_boot) / 1000);

        public static void Restart() => s_boot = DeviceTime.Microseconds;
    }
}
