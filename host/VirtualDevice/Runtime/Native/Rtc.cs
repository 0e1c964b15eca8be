using System;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Runtime.Native
{
    public static class Rtc
    {
        // The device's; this computer's stays as it is. Whole seconds.
        public static bool SetSystemTime(DateTime time)
        {
            DeviceClock.UtcNow = new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second);
            return true;
        }
    }
}
