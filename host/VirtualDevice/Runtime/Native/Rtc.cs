using System;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Runtime.Native
{
    public static class Rtc
    {
        // The device's; this computer's stays as it is.
        public static bool SetSystemTime(DateTime time)
        {
            DeviceClock.UtcNow = time;
            return true;
        }
    }
}
