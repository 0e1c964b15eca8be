using System;

namespace DeviceApp
{
    /// <summary>What System.Math answers.</summary>
    public static class Numbers
    {
        private static readonly double s_large = 123456789.7;
        private static readonly int s_least = int.MinValue;

        public static string Single()
        {
            return (long)Math.Floor(s_large) + ";" + (long)Math.Abs(-s_large) + ";" + (long)Math.Round(8388609.0) + ";" + Math.Round(2.5) + ";" + Math.Round(-3.5) + ";" + Math.Round(-0.2) + ";"
                + (Math.Sqrt(2) == 1.4142135381698608) + ";" + (long)Math.Max(s_large, 1) + ";" + Math.Clamp(0.1, 0.0, 1.0) + ";" + Math.Truncate(-2.7);
        }

        public static string Edges() => Math.Abs(s_least) + ";" + Math.Sign(double.NaN) + ";" + Math.Max(1.0, double.NaN) + ";" + Math.Min(double.NaN, 1f);
    }
}
