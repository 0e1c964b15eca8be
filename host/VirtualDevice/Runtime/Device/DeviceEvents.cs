using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceEvents
    {
        private static readonly EventQueue s_queue = new EventQueue();
        private static readonly EventQueue s_timers = new EventQueue(isTimers: true);

        // All timers of a device have one thread: a callback waits until the one before it has returned.
        public static void PostTick(Action action) => (SimulatedTime.Current?.Timers ?? s_timers).Post(action);

        public static void Post(Action action) => (SimulatedTime.Current?.Events ?? s_queue).Post(action);
    }
}
