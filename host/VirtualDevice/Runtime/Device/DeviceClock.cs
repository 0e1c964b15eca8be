extern alias desktop;

using System;
using DesktopDateTime = desktop::System.DateTime;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceClock
    {
        // What a simulation begins at.
        private static readonly DateTime s_simulated = new DateTime(2026, 1, 1);

        private static long s_boot = DeviceTime.Microseconds;

        // What the clock shows while a host has stopped it; null while it runs.
        public static long? Stopped { get; set; }

        // What it shows at the start.
        public static long StartTick { get; set; }

        public static long Milliseconds => Stopped ?? StartTick + ((DeviceTime.Microseconds - s_boot) / 1000);

        // How far the time of day has been set ahead.
        public static TimeSpan Ahead { get; set; }

        public static DateTime UtcNow
        {
            get
            {
                DeviceStop.Pass();
                return Unset + Ahead;
            }

            set => Ahead = value - Unset;
        }

        private static DateTime Unset => SimulatedTime.Current is { } time
            ? s_simulated.AddTicks(time.Now * TimeSpan.TicksPerMicrosecond)
            : new DateTime(DesktopDateTime.UtcNow);

        public static void Restart()
        {
            s_boot = DeviceTime.Microseconds;
            Ahead = TimeSpan.Zero;
        }
    }
}
