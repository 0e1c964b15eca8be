using System;
using System.Runtime.CompilerServices;
using TestFrameworkShared;

namespace nanoFramework.TestFramework
{
    public sealed partial class Assert
    {
        public static void IsTrue(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        {
            if (!condition)
            {
                Fail("Assert.IsTrue", message);
            }
        }

        public static void IsFalse(bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
        {
            if (condition)
            {
                Fail("Assert.IsFalse", message);
            }
        }

        public static void IsNull(object value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            if (value is not null)
            {
                Fail("Assert.IsNull", message);
            }
        }

        public static void IsNotNull(object value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            if (value is null)
            {
                Fail("Assert.IsNotNull", message);
            }
        }

        public static void AreSame(object expected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            if (!ReferenceEquals(expected, actual))
            {
                string hint = expected is ValueType || actual is ValueType ? "Boxed values are never the same object. " : "";
                Fail("Assert.AreSame", hint + message);
            }
        }

        public static void AreNotSame(object notExpected, object actual, [CallerArgumentExpression(nameof(actual))] string message = "")
        {
            if (ReferenceEquals(notExpected, actual))
            {
                Fail("Assert.AreNotSame", message);
            }
        }

        // Exactly that type, here and in the next two: a derived one does not count.
        public static void IsInstanceOfType(object value, Type expected, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameter(expected, "Assert.IsInstanceOfType", nameof(expected));
            if (TypeOf(value) != expected)
            {
                Fail("Assert.IsInstanceOfType", $"Expected type:<{expected}>. Actual type:<{Show(TypeOf(value))}>. {message}");
            }
        }

        public static void IsNotInstanceOfType(object value, Type notExpected, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameter(notExpected, "Assert.IsNotInstanceOfType", nameof(notExpected));
            if (TypeOf(value) == notExpected)
            {
                Fail("Assert.IsNotInstanceOfType", $"Wrong type:<{notExpected}>. {message}");
            }
        }

        public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression(nameof(action))] string message = "")
        {
            IsNotNullParameter(action, "Assert.ThrowsException", nameof(action));
            IsNotNullParameter(exception, "Assert.ThrowsException", nameof(exception));
            try
            {
                action();
            }
            catch (Exception e)
            {
                if (e.GetType() == exception)
                {
                    return;
                }

                Fail("Assert.ThrowsException", $"Threw {e.GetType().Name}, but {exception.Name} was expected. {message}\r\nException Message: {e.Message}");
            }

            Fail("Assert.ThrowsException", $"No exception thrown. {exception.Name} was expected. {message}");
        }

        public static void Contains(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameters(expected, value, "Assert.Contains");
            if (!value.Contains(expected, StringComparison.Ordinal))
            {
                Fail("Assert.Contains", $"'{value}' does not contain '{expected}'. {message}");
            }
        }

        public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameters(notExpected, value, "Assert.DoesNotContains");
            if (value.Contains(notExpected, StringComparison.Ordinal))
            {
                Fail("Assert.DoesNotContains", $"'{value}' should not contain '{notExpected}'. {message}");
            }
        }

        public static void StartsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameters(expected, value, "Assert.StartsWith");
            if (!value.StartsWith(expected, StringComparison.Ordinal))
            {
                Fail("Assert.StartsWith", $"'{value}' does not start with '{expected}'. {message}");
            }
        }

        public static void EndsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string message = "")
        {
            IsNotNullParameters(expected, value, "Assert.EndsWith");
            if (!value.EndsWith(expected, StringComparison.Ordinal))
            {
                Fail("Assert.EndsWith", $"'{value}' does not end with '{expected}'. {message}");
            }
        }

        public static void SkipTest(string message = null) => throw new SkipTestException(message);

        internal static void IsNotNullParameter(object value, string assertion, string parameter)
        {
            if (value is null)
            {
                Fail(assertion, $"The parameter '{parameter}' is invalid. The value cannot be null.");
            }
        }

        internal static void Fail(string assertion, string message)
        {
            throw new AssertFailedException($"{assertion} failed. {message}");
        }

        private static Type TypeOf(object value) => value == null ? null : UAsyncio.VirtualDevice.Runtime.Calls.Object.GetType(value);

        private static void IsNotNullParameters(string expected, string value, string assertion)
        {
            IsNotNullParameter(expected, assertion, nameof(expected));
            IsNotNullParameter(value, assertion, nameof(value));
        }

        private static string Show(object value) => value == null ? "(null)" : value.ToString().Replace("\0", "\\0");
    }
}
