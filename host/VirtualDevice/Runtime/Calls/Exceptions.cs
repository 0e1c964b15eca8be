using System;
using System.Collections.Concurrent;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Exception
    {
        private static readonly ConcurrentDictionary<Type, string> s_usual = new();

        /// <summary>Without a text of its own an exception says its type, whoever throws it.</summary>
        public static string get_Message(System.Exception self)
        {
            string message = self.Message;
            if (self is ArgumentOutOfRangeException && message.StartsWith("Specified argument was out of the range of valid values. ("))
            {
                return message.Replace("Specified argument was out of the range of valid values.", "Value does not fall within the expected range.");
            }

            bool isUsual = self.GetType() != typeof(ArgumentException)
                && (message == s_usual.GetOrAdd(self.GetType(), UsualMessageOf) || (self.GetType() == typeof(InvalidCastException) && message.StartsWith("Unable to cast")));
            return isUsual ? "Exception was thrown: " + self.GetType().FullName : message;
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
}
