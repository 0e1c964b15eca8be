using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceEvents
    {
        private static readonly EventQueue s_queue = new EventQueue();

        public static void Post(Action action) => (SimulatedTime.Current?.Events ?? s_queue).Post(action);
    }
}
