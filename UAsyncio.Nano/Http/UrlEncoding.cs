using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>The encoding of URLs and forms: %20 for what may not stand there as it is.</summary>
    public static class UrlEncoding
    {
        private const string Digits = "0123456789ABCDEF";

        /// <summary>Decodes a part of a URL or a form.</summary>
        /// <param name="text">The part; not a whole query, whose &amp; and = are told apart before.</param>
        /// <param name="plusIsSpace">True in a query and a form, where + is a space; false in a path.</param>
        /// <returns>The text; the same where there is nothing to decode.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        /// <exception cref="HttpException">400: a % without two hexadecimal digits, or %00, at which a device's strings end.</exception>
        public static string Decode(string text, bool plusIsSpace = false)
        {
            return Decode(Narrow(text ?? throw new ArgumentNullException(nameof(text))), plusIsSpace, false);
        }

        /// <summary>
        /// The same, of a text that has nothing wide in it; but for %2F, %25 and what is not ASCII if these are to be kept: what is left tells a slash of
        /// the path from one in a segment, and can be searched.
        /// </summary>
        internal static string Decode(string text, bool plusIsSpace, bool forRoute)
        {
            if (text.IndexOf('%') < 0)
            {
                return plusIsSpace && text.IndexOf('+') >= 0 ? Spaced(text) : text;
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = 0;

            for (int i = 0; i < bytes.Length; i++)
            {
                byte value = bytes[i];

                if (value == '%')
                {
                    int high = i + 2 < bytes.Length ? Hexadecimal.Value(bytes[i + 1]) : -1;
                    int low = high < 0 ? -1 : Hexadecimal.Value(bytes[i + 2]);

                    // Below zero where one is no digit.
                    if ((high | low) <= 0)
                    {
                        throw new HttpException(400);
                    }

                    int decoded = (high << 4) | low;

                    if (!forRoute || (decoded != '/' && decoded != '%' && decoded < 0x80))
                    {
                        value = (byte)decoded;
                        i += 2;
                    }
                    else
                    {
                        bytes[i + 1] = (byte)Digits[decoded >> 4];
                        bytes[i + 2] = (byte)Digits[decoded & 15];
                    }
                }
                else if (value == '+' && plusIsSpace)
                {
                    value = (byte)' ';
                }

                bytes[length++] = value;
            }

            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        /// <summary>Encodes a part of a URL or a form: all but letters, digits and -._~ .</summary>
        /// <param name="text">The part.</param>
        /// <returns>The part as it may stand in a path, a query or a form.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        public static string Encode(string text)
        {
            return Encode(text ?? throw new ArgumentNullException(nameof(text)), true, false);
        }

        /// <summary>Encodes what is not ASCII, and % where that is no encoding.</summary>
        internal static string EncodeWide(string text, bool percent)
        {
            return Encode(text, false, percent);
        }

        private static string Encode(string text, bool reserved, bool percent)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            char[] encoded = new char[3 * bytes.Length];
            int length = 0;

            for (int i = 0; i < bytes.Length; i++)
            {
                byte value = bytes[i];

                if ((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')
                    || value == '-' || value == '.' || value == '_' || value == '~' || (!reserved && value < 0x80 && (value != '%' || !percent)))
                {
                    encoded[length++] = (char)value;
                }
                else
                {
                    encoded[length++] = '%';
                    encoded[length++] = Digits[value >> 4];
                    encoded[length++] = Digits[value & 15];
                }
            }

            return new string(encoded, 0, length);
        }

        /// <summary>Finds a value among name=value&amp;name=value, as in a query and a form.</summary>
        /// <param name="pairs">The pairs, encoded.</param>
        /// <param name="name">The name, not encoded.</param>
        /// <returns>The first value of that name, decoded; empty for a name without =; null where there is none.</returns>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        /// <exception cref="HttpException">400: what was looked at is no encoding; see <see cref="Decode(string, bool)"/>.</exception>
        public static string Find(string pairs, string name)
        {
            if (pairs == null || name == null)
            {
                throw new ArgumentNullException(pairs == null ? nameof(pairs) : nameof(name));
            }

            pairs = Narrow(pairs);

            for (int start = 0; start < pairs.Length;)
            {
                int end = pairs.IndexOf('&', start);
                end = end < 0 ? pairs.Length : end;
                int equals = pairs.IndexOf('=', start, end - start);
                equals = equals < 0 ? end : equals;

                if (Decode(pairs.Substring(start, equals - start), true, false) == name)
                {
                    return equals >= end - 1 ? string.Empty : Decode(pairs.Substring(equals + 1, end - equals - 1), true, false);
                }

                start = end + 1;
            }

            return null;
        }

        // Some send what is not ASCII as it is.
        private static string Narrow(string text)
        {
            return WideText.IsIn(text) ? EncodeWide(text, false) : text;
        }

        private static string Spaced(string text)
        {
            char[] characters = text.ToCharArray();

            for (int i = 0; i < characters.Length; i++)
            {
                if (characters[i] == '+')
                {
                    characters[i] = ' ';
                }
            }

            return new string(characters);
        }
    }
}
