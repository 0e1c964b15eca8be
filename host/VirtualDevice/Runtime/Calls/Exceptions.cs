using System;
using System.Collections.Concurrent;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Exception
    {
        // The name of the argument, which is none, when it was a program that made an exception without a text: the interpreter's has null.
        internal const string ByProgram = "";

        private const string OutOfRange = "Specified argument was out of the range of valid values.";

        private static readonly ConcurrentDictionary<Type, string> s_usual = new();

        /// <summary>Without a text of its own an exception says its type, as what the interpreter throws does. Those about arguments have one, unless it is the interpreter's.</summary>
        public static string get_Message(System.Exception self)
        {
            Type type = self.GetType();
            string message = self.Message;
            bool isUsual = message == s_usual.GetOrAdd(type, UsualMessageOf) || (type == typeof(InvalidCastException) && message.StartsWith("Unable to cast"));
            if (self is ArgumentException argument && (!isUsual || argument.ParamName == ByProgram || (type != typeof(System.ArgumentOutOfRangeException) && type != typeof(System.ArgumentNullException))))
            {
                return message.StartsWith(OutOfRange) ? string.Concat(ArgumentOutOfRangeException.Text, message.AsSpan(OutOfRange.Length)) : message;
            }

            return isUsual ? "Exception was thrown: " + type.FullName : message;
        }

        public static string get_StackTrace(System.Exception self) => self.StackTrace ?? string.Empty;

        /// <summary>Neither the stack nor the inner exception.</summary>
        public static string ToString(System.Exception self)
        {
            string message = get_Message(self);
            return string.IsNullOrEmpty(message) ? self.GetType().FullName : self.GetType().FullName + ": " + message;
        }

        // Of desktop .NET: what the nearest of its bases there says, and System.Exception the type.
        private static string UsualMessageOf(Type type)
        {
            Type known = type;
            while (known.Assembly != typeof(object).Assembly && known.Assembly != typeof(Exception).Assembly)
            {
                known = known.BaseType;
            }

            return known == typeof(System.Exception) || known.GetConstructor([]) == null
                ? $"Exception of type '{type.FullName}' was thrown."
                : ((System.Exception)Activator.CreateInstance(known)).Message;
        }
    }

    public static class ArgumentOutOfRangeException
    {
        internal const string Text = "Value does not fall within the expected range.";

        public static System.ArgumentOutOfRangeException Create() => new(Exception.ByProgram);
    }

    public static class ArgumentNullException
    {
        public static System.ArgumentNullException Create() => new(Exception.ByProgram);
    }
}
