extern alias desktop;

using System;
using System.Reflection;
using DesktopBuilder = desktop::System.Text.StringBuilder;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>string.Format as a device's: no space in braces, other exceptions, and a type's own ToString(string) for its format.</summary>
    internal static class StringFormat
    {
        public static string Format(string format, object[] args)
        {
            DesktopBuilder output = new();
            for (int i = 0; i < format.Length; i++)
            {
                char c = format[i];
                if (c is not ('{' or '}'))
                {
                    output.Append(c);
                }
                else if (i + 1 < format.Length && format[i + 1] == c)
                {
                    output.Append(c);
                    i++;
                }
                else if (c == '}' || i + 1 == format.Length)
                {
                    throw new ArgumentException("Format error: no closed brace, column " + i);
                }
                else
                {
                    output.Append(Placeholder(format, args, ref i));
                }
            }

            return output.ToString();
        }

        // From the opening brace to the closing one.
        private static string Placeholder(string format, object[] args, ref int i)
        {
            int index = Number(format, ref i, ",:}", "{}");
            int width = 0;
            string specifier = string.Empty;
            if (Current(format, i) == ',')
            {
                bool isLeft = Current(format, i + 1) == '-';
                i += isLeft ? 1 : 0;
                width = Number(format, ref i, ":}", "alignment");
                width = isLeft ? -width : width;
            }

            if (Current(format, i) == ':')
            {
                int start = i + 1;
                i = format.IndexOf('}', start);
                i = i < 0 ? format.Length : i;
                specifier = format.Substring(start, i - start);
                if (specifier.Length == 0)
                {
                    throw new ArgumentException("Format error: empty format after ':', column " + i);
                }
            }

            if (Current(format, i) != '}')
            {
                throw new ArgumentException("Format error: no closed brace, column " + i);
            }

            object value = args[index];
            string text = specifier.Length == 0 || value == null ? Calls.Object.TextOf(value) : TextOf(value, specifier);
            text ??= string.Empty;
            return width < 0 ? text.PadRight(-width) : text.PadLeft(width);
        }

        private static int Number(string format, ref int i, string ends, string what)
        {
            int start = ++i;
            for (; i < format.Length && !ends.Contains(format[i]); i++)
            {
                if (!char.IsAsciiDigit(format[i]))
                {
                    throw new ArgumentException("Format error: wrong symbol at " + what + ", column " + i);
                }
            }

            return i > start ? int.Parse(format.AsSpan(start, i - start)) : throw new ArgumentException("Format error: empty " + what + ", column " + i);
        }

        private static char Current(string format, int i) => i < format.Length ? format[i] : '\0';

        // Of the types of desktop .NET that stand for the device's, only the numbers have a format there.
        private static string TextOf(object value, string format)
        {
            Type type = value.GetType();
            if (type.IsPrimitive && value is not (bool or char))
            {
                return NumberFormat.Format(value, format);
            }

            MethodInfo method = type.Assembly == typeof(object).Assembly || value is Enum ? null : type.GetMethod("ToString", [typeof(string)]);
            return method == null
                ? Calls.Object.TextOf(value)
                : (string)method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, [format], null);
        }
    }
}
