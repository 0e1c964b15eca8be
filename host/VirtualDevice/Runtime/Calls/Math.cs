using System;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    /// <summary>No board's firmware is built for doubles in System.Math: what is given one makes a float of it first. Only Clamp is not native.</summary>
    public static class Math
    {
        public static int Abs(int value) => value == int.MinValue ? value : System.Math.Abs(value);

        public static double Abs(double value) => MathF.Abs((float)value);

        public static double Acos(double d) => MathF.Acos((float)d);

        public static double Asin(double d) => MathF.Asin((float)d);

        public static double Atan(double d) => MathF.Atan((float)d);

        public static double Atan2(double y, double x) => MathF.Atan2((float)y, (float)x);

        public static double Cbrt(double d) => MathF.Cbrt((float)d);

        public static double Ceiling(double d) => MathF.Ceiling((float)d);

        public static double Cos(double a) => MathF.Cos((float)a);

        public static double Cosh(double value) => MathF.Cosh((float)value);

        public static double Exp(double d) => MathF.Exp((float)d);

        public static double Floor(double d) => MathF.Floor((float)d);

        public static double IEEERemainder(double x, double y) => MathF.IEEERemainder((float)x, (float)y);

        public static double Log(double d) => MathF.Log((float)d);

        public static double Log10(double d) => MathF.Log10((float)d);

        public static double Max(double val1, double val2) => Max((float)val1, (float)val2);

        public static float Max(float val1, float val2) => val1 == val2 ? PlusOf(val1, val2) : float.IsNaN(val1) || val2 < val1 ? val1 : val2;

        public static double Min(double val1, double val2) => Min((float)val1, (float)val2);

        public static float Min(float val1, float val2) => val1 == val2 ? PlusOf(val1, val2) : float.IsNaN(val1) || val1 < val2 ? val1 : val2;

        public static double Pow(double x, double y) => MathF.Pow((float)x, (float)y);

        /// <summary>A half goes to the even number; so does what is too large for a half.</summary>
        public static double Round(double a)
        {
            float next = (float)((float)a + 0.5);
            float whole = MathF.Floor(next);
            return whole == next && whole % 2 != 0 ? whole - 1 : whole;
        }

        public static int Sign(double value) => Sign((float)value);

        public static int Sign(float value) => value < 0 ? -1 : value > 0 ? 1 : 0;

        public static double Sin(double a) => MathF.Sin((float)a);

        public static double Sinh(double value) => MathF.Sinh((float)value);

        public static double Sqrt(double d) => MathF.Sqrt((float)d);

        public static double Tan(double a) => MathF.Tan((float)a);

        public static double Tanh(double value) => MathF.Tanh((float)value);

        public static double Truncate(double d) => MathF.Truncate((float)d);

        private static float PlusOf(float first, float second) => float.IsNegative(second) ? first : second;
    }
}
