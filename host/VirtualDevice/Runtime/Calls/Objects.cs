using System;
using System.Collections;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Object
    {
        /// <summary>Of a type a device gives that type.</summary>
        public static Type GetType(object self) => self as Type ?? self.GetType();

        public static int GetHashCode(object self) => HashCodes.Of(self);

        public static string ToString(object self)
        {
            return self switch
            {
                double or float => NumberFormat.Format(self, "G"),
                System.Exception e when e.GetType().GetMethod("ToString", [])!.DeclaringType == typeof(System.Exception) => Exception.ToString(e),
                System.Enum e => Enum.ToString(e),
                System.TimeSpan time => TimeSpan.ToString(ref time),
                char c => String.Create(c, 1),
                _ => self.ToString(),
            };
        }

        /// <summary>On a value where it lies, as the compiler calls it on a struct, an enum or what a generic method was given.</summary>
        public static string ToStringOf<T>(ref T self)
        {
            return self is double or float or System.Enum or System.TimeSpan or char ? ToString(self) : self.ToString();
        }

        internal static string TextOf(object value) => value == null ? string.Empty : ToString(value);
    }

    public static class ValueType
    {
        public static string ToString(System.ValueType self) => Object.ToString(self);
    }

    public static class Enum
    {
        /// <summary>A device does not know the names.</summary>
        public static string ToString(System.Enum self) => self.ToString("D");

        /// <summary>Any of the bits will do.</summary>
        public static bool HasFlag(System.Enum self, System.Enum flag)
        {
            return self.GetType() == flag.GetType() ? (BitsOf(self) & BitsOf(flag)) != 0 : throw new System.ArgumentException();
        }

        private static int BitsOf(System.Enum value)
        {
            return unchecked((int)long.Parse(System.Enum.Format(value.GetType(), value, "D"), System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
