using System;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    /// <summary>What an instruction does to floats on a device: a division by zero throws, and a whole number keeps its lowest bits.</summary>
    public static class Arithmetic
    {
        public static float Divide(float a, float b) => b != 0 ? a / b : throw new System.Exception();

        public static double Divide(double a, double b) => b != 0 ? a / b : throw new System.Exception();

        public static float Remainder(float a, float b) => b != 0 ? a % b : throw new System.Exception();

        public static double Remainder(double a, double b) => b != 0 ? a % b : throw new System.Exception();

        public static sbyte ToSByte(double value) => unchecked((sbyte)Whole(value));

        public static byte ToByte(double value) => unchecked((byte)Whole(value));

        public static short ToInt16(double value) => unchecked((short)Whole(value));

        public static ushort ToUInt16(double value) => unchecked((ushort)Whole(value));

        public static int ToInt32(double value) => unchecked((int)Whole(value));

        public static uint ToUInt32(double value) => unchecked((uint)Whole(value));

        public static ulong ToUInt64(double value) => value < 0 ? unchecked((ulong)Whole(value)) : (ulong)value;

        // Behind what 64 bits hold it is zero, of which the lowest bits are not another number.
        private static long Whole(double value) => System.Math.Abs(value) < 9223372036854775808.0 ? (long)value : 0;
    }
}
