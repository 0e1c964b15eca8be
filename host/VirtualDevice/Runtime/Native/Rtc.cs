using System;

namespace nanoFramework.Runtime.Native
{
    public static class Rtc
    {
        // This computer's clock is not the device's to set.
        public static bool SetSystemTime(DateTime time) => false;
    }
}
