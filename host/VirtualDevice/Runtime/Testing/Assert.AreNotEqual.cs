using System;
using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework
{
    public sealed partial class Assert
    {
        public static void AreNotEqual(bool notExpected, bool actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<bool>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(byte notExpected, byte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<byte>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(char notExpected, char actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<char>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(DateTime notExpected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<DateTime>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(double notExpected, double actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<double>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(float notExpected, float actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<float>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(int notExpected, int actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<int>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(long notExpected, long actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<long>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(object notExpected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            if (object.Equals(notExpected, actual))
            {
                FailAreNotEqual(notExpected, actual, message);
            }
        }

        public static void AreNotEqual(sbyte notExpected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<sbyte>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(short notExpected, short actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<short>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(string notExpected, string actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<string>(string.CompareOrdinal(notExpected, actual) == 0, notExpected, actual, message);
        }

        public static void AreNotEqual(uint notExpected, uint actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<uint>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(ulong notExpected, ulong actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<ulong>(notExpected.Equals(actual), notExpected, actual, message);
        }

        public static void AreNotEqual(ushort notExpected, ushort actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            AreNotEqual<ushort>(notExpected.Equals(actual), notExpected, actual, message);
        }

        private static void AreNotEqual<T>(bool isEqual, T notExpected, T actual, string message)
        {
            if (isEqual)
            {
                FailAreNotEqual(notExpected, actual, message);
            }
        }

        private static void FailAreNotEqual(object notExpected, object actual, string message)
        {
            Fail("Assert.AreNotEqual", $"Not expected:<{Show(notExpected)}>. Actual:<{Show(actual)}>. {message}");
        }
    }
}
