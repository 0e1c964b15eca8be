using UAsyncio.VirtualDevice.Runtime;

namespace System
{
    public static class Environment
    {
        public static long TickCount64
        {
            get
            {
                DeviceStop.Pass();
                return DeviceClock.Milliseconds;
            }
        }
    }
}
