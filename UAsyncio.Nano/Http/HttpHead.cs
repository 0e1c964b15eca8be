using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Request line and header fields: one string, and one in lower case to find names in, by native code. A string for
    /// each field would take more memory and more instructions.
    /// </summary>
    internal sealed class HttpHead
    {
        private const string Version = " HTTP/1.";

        // Boxed once: they are compared with bytes by native code.
        private static readonly object s_newline = (byte)'\n';
        private static readonly object s_colon = (byte)':';
        private static readonly object s_nul = (byte)0;
        private static readonly object s_space = (byte)' ';
        private static readonly object s_return = (byte)'\r';

        private string _text;
        private string _lower;
        private char _minor;

        internal string Method { get; private set; }

        internal string Path { get; private set; }

        internal string Query { get; private set; }

        internal bool KeepAlive { get; private set; }

        internal int ContentLength { get; private set; }

        internal bool ExpectsContinue { get; private set; }

        /// <summary>The length of the head at the start of the bytes, its empty line included; -1 when it is not complete.</summary>
        /// <exception cref="HttpException">It is malformed (400) or has too many fields (431).</exception>
        internal static int Find(byte[] buffer, int start, int end, int maxHeaders)
        {
            int line = start;

            for (int lines = 0; ; lines++)
            {
                int newline = Array.IndexOf(buffer, s_newline, line, end - line);

                if (newline < 0)
                {
                    return -1;
                }

                int length = newline - line;

                if (length == 0 || (length == 1 && buffer[line] == '\r'))
                {
                    return newline + 1 - start;
                }

                if (lines > maxHeaders)
                {
                    throw new HttpException(431);
                }

                if (lines > 0)
                {
                    // Every line but the first is "name: value". Folded lines, a space in the name and a return inside of the
                    // line, by which requests are smuggled, are refused, as the standard says.
                    int colon = Array.IndexOf(buffer, s_colon, line, length);
                    int carriage = Array.IndexOf(buffer, s_return, line, length);

                    if (buffer[line] <= ' ' || colon <= line || buffer[colon - 1] <= ' '
                        || Array.IndexOf(buffer, s_space, line, colon - line) >= 0 || (carriage >= 0 && carriage != newline - 1))
                    {
                        throw new HttpException(400);
                    }
                }

                line = newline + 1;
            }
        }

        /// <summary>Takes a complete head.</summary>
        /// <exception cref="HttpException">It is malformed (400), or has what is not supported (501, 505).</exception>
        internal void Parse(byte[] buffer, int start, int length)
        {
            _text = Encoding.UTF8.GetString(buffer, start, length);

            // A device's strings end at a NUL, and behind a character of four bytes they count wrong: fields would be missed.
            // Only where there are fewer characters than bytes is each byte looked at.
            if (Array.IndexOf(buffer, s_nul, start, length) >= 0 || (_text.Length != length && HasLongCharacter(buffer, start, start + length)))
            {
                throw new HttpException(400);
            }

            _lower = _text.ToLower();
            ParseRequestLine();

            string connection = Find("\nconnection:");
            bool close = connection != null && connection.ToLower().IndexOf("close") >= 0;
            KeepAlive = !close && (_minor > '0' || (connection != null && connection.ToLower().IndexOf("keep-alive") >= 0));

            if (Find("\ntransfer-encoding:") != null)
            {
                throw new HttpException(501);
            }

            ContentLength = ParseLength(Find("\ncontent-length:"));
            ExpectsContinue = Find("\nexpect:") != null;
        }

        /// <summary>Forgets the last request.</summary>
        internal void Clear()
        {
            _text = _lower = string.Empty;
            Method = Path = Query = null;
        }

        /// <summary>The value of a field.</summary>
        /// <param name="name">Its name in lower case, between a newline and a colon.</param>
        internal string Find(string name)
        {
            int found = _lower.IndexOf(name);

            if (found < 0)
            {
                return null;
            }

            int value = found + name.Length;
            return _text.Substring(value, _text.IndexOf('\n', value) - value).Trim();
        }

        private static bool HasLongCharacter(byte[] buffer, int start, int end)
        {
            while (start < end && buffer[start] < 0xF0)
            {
                start++;
            }

            return start < end;
        }

        private void ParseRequestLine()
        {
            int first = _text.IndexOf(' ');
            int version = _text.IndexOf(Version);
            int end = _text.IndexOf('\n');

            if (first <= 0 || version < 0 || version > end)
            {
                // A later version of the protocol is well-formed all the same.
                int other = _text.IndexOf(" HTTP/");
                throw new HttpException(first > 0 && other > first && other < end ? 505 : 400);
            }

            string target = version > first ? _text.Substring(first + 1, version - first - 1) : string.Empty;
            int minor = version + Version.Length;
            int rest = minor + (minor + 1 < end && _text[minor + 1] == '\r' ? 2 : 1);

            if (target.Length == 0 || target[0] != '/' || target.IndexOf(' ') >= 0 || _text[minor] < '0' || _text[minor] > '9' || rest != end)
            {
                throw new HttpException(400);
            }

            int question = target.IndexOf('?');
            Method = _text.Substring(0, first);
            Path = question < 0 ? target : target.Substring(0, question);
            Query = question < 0 ? string.Empty : target.Substring(question + 1);
            _minor = _text[minor];
        }

        private int ParseLength(string value)
        {
            if (value == null)
            {
                return 0;
            }

            // Two lengths, or one that is no number, are how requests are smuggled.
            if (value.Length == 0 || _lower.IndexOf("\ncontent-length:", _lower.IndexOf("\ncontent-length:") + 1) >= 0)
            {
                throw new HttpException(400);
            }

            int length = 0;

            for (int i = 0; i < value.Length; i++)
            {
                int digit = value[i] - '0';

                if ((uint)digit > 9)
                {
                    throw new HttpException(400);
                }

                if (length > 100000000)
                {
                    throw new HttpException(413);
                }

                length = (10 * length) + digit;
            }

            return length;
        }
    }
}
