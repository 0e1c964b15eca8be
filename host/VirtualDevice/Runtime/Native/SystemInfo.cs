using System;

namespace nanoFramework.Runtime.Native
{
    public static class SystemInfo
    {
        public enum FloatingPoint
        {
            None = 0,
            SinglePrecisionSoftware = 1,
            SinglePrecisionHardware = 2,
            DoublePrecisionSoftware = 3,
            DoublePrecisionHardware = 4,
        }

        public static FloatingPoint FloatingPointSupport => FloatingPoint.SinglePrecisionHardware;

        public static byte Model => 0;

        public static byte OEM => 0;

        public static string OEMString => "UAsyncio.Nano virtual device";

        public static string Platform => "VIRTUAL";

        public static ushort SKU => 0;

        public static string TargetName => "VIRTUAL_DEVICE";

        public static Version Version => new Version(1, 17, 11, 0);
    }
}
