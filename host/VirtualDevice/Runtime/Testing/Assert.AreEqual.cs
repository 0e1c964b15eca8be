using System;
using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework
{
    public sealed partial class Assert
    {
        public static void AreEqual(bool expected, bool actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<bool>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(byte expected, byte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<byte>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(char expected, char actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<char>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(DateTime expected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<DateTime>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(double expected, double actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<double>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(float expected, float actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<float>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(int expected, int actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<int>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(long expected, long actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<long>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            if (!object.Equals(expected, actual))
            {
                FailAreEqual(expected, actual, message);
            }
        }

        public static void AreEqual(sbyte expected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<sbyte>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(short expected, short actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<short>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(string expected, string actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<string>(string.CompareOrdinal(expected, actual) == 0, expected, actual, message);
        }

        public static void AreEqual(uint expected, uint actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<uint>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(ulong expected, ulong actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<ulong>(expected.Equals(actual), expected, actual, message);
        }

        public static void AreEqual(ushort expected, ushort actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreEqual<ushort>(expected.Equals(actual), expected, actual, message);
        }

        private static void AreEqual<T>(bool isEqual, T expected, T actual, string message)
        {
            if (!isEqual)
            {
                FailAreEqual(expected, actual, message);
            }
        }

        private static void FailAreEqual(object expected, object actual, string message)
        {
            Fail("Assert.AreEqual", $"Expected:<{Show(expected)}>. Actual:<{Show(actual)}>. {message}");
        }
    }
}
