using System;

namespace nanoFramework.Runtime.Native
{
    public class ConstraintException : Exception
    {
        public ConstraintException() => throw null;
    }

    public static class ExecutionConstraint
    {
        public static void Install(int timeoutMilliseconds, int priority) => throw null;
    }

    public static class GC
    {
        public static void EnableGCMessages(bool enable) => throw null;
        public static uint Run(bool compactHeap) => throw null;
    }

    public class Power
    {
        public Power() => throw null;

        public static event RebootEventHandler OnRebootEvent
        {
            add => throw null;
            remove => throw null;
        }

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => throw null;
        public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot) => throw null;
    }

    public delegate void RebootEventHandler();

    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public static class Rtc
    {
        public static bool SetSystemTime(DateTime time) => throw null;
    }

    public static class SystemInfo
    {
        public static FloatingPoint FloatingPointSupport => throw null;
        public static byte Model => throw null;
        public static byte OEM => throw null;
        public static string OEMString => throw null;
        public static string Platform => throw null;
        public static ushort SKU => throw null;
        public static string TargetName => throw null;
        public static Version Version => throw null;

        public enum FloatingPoint
        {
            None = 0,
            SinglePrecisionSoftware = 1,
            SinglePrecisionHardware = 2,
            DoublePrecisionSoftware = 3,
            DoublePrecisionHardware = 4,
        }
    }
}
