using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Request line and header fields, checked as RFC 9112 says: one string, in which native code finds what is looked for. A string
    /// for each field would take more memory and more instructions. What two readers could understand differently is refused.
    /// </summary>
    internal sealed partial class HttpHead
    {
        private const int Ascii = 0x7F;

        // So long a head is kept, in bytes, to be compared with the next one.
        private const int MostKept = 512;

        // Control characters, but for the tab that a value may have. What replaces bytes that are no UTF-8 is looked for with them.
        internal static readonly char[] s_controls = Controls();

        // What no target has.
        private static readonly char[] s_notTarget = { '\t', '#' };

        // What neither a method nor a field's name may have, of what is no control character.
        internal static readonly char[] s_delimiters = "\t \"(),/:;<=>?@[\\]{}".ToCharArray();

        private static readonly Encoding s_utf8 = Encoding.UTF8;

        private string _text;
        private string _lower;

        // Where in it the fields begin: with the end of the request line.
        private int _fields;
        private byte[] _bytes;
        private int _start;
        private bool _isAscii;

        // What the text says is in the fields and properties, until the next one is another.
        private bool _isParsed;
        private string _path;

        internal string Method { get; private set; }

        internal bool IsHead { get; private set; }

        /// <summary>HTTP/1.1, of a client that stays and sends nothing behind the head, and no HEAD: the answer needs no field for that.</summary>
        internal bool IsPlain { get; private set; }

        /// <summary>Up to the question mark, as it came.</summary>
        internal string RawPath { get; private set; }

        internal string Query { get; private set; }

        /// <summary>It asks the server, not for a path of it: OPTIONS *.</summary>
        internal bool IsOfServer { get; private set; }

        /// <summary>How many bytes it took.</summary>
        internal int Length { get; private set; }

        /// <summary>Takes the head at the start of the bytes.</summary>
        /// <returns>False when it has not come to its end.</returns>
        /// <exception cref="HttpException">It is malformed or too large, or has what is not supported: with the status to answer.</exception>
        internal bool TryParse(byte[] buffer, int start, int end, HttpServerOptions options)
        {
            int count = end - start;

            if (count > options.MaxHeadSize)
            {
                count = options.MaxHeadSize;
            }

            if (count == 0)
            {
                return false;
            }

            string text = s_utf8.GetString(buffer, start, count);
            string fields = null;

            if (_isParsed)
            {
                if (text == _text)
                {
                    // A client that asks again, as most do: what the last head said, this one says.
                    return true;
                }

                if (!IsVersion10)
                {
                    // It may ask for something else: its fields are the same then.
                    fields = _text.Substring(_fields);
                }
            }

            _isParsed = false;
            IsHead = false;
            _bytes = buffer;
            _start = start;
            _text = text;
            _isAscii = _text.Length == count && _text.IndexOf('\uFFFD') < 0;

            if (!_isAscii)
            {
                _text = Latin(buffer, start, count);
            }

            bool complete = Parse(count, options.MaxHeaders, fields);
            _bytes = null;

            if (!complete && count == options.MaxHeadSize)
            {
                // The target alone is too long, or the fields are.
                throw new HttpException(_text.IndexOf("\r\n", _text[0] == '\r' ? 2 : 0) < 0 ? 414 : 431);
            }

            return complete;
        }

        /// <summary>It is kept for the next request: a short one, of ASCII.</summary>
        internal bool IsKept => _isParsed;

        /// <summary>The path, decoded.</summary>
        internal string Path => _path ?? (_path = UrlEncoding.Decode(RawPath, false, false));

        /// <summary>Lets the request go.</summary>
        internal void Clear()
        {
            _text = _lower = _path = null;
            Method = RawPath = Query = _authority = _host = null;
        }

        // The fields are those of the last head, if these are what follows the request line.
        private bool Parse(int count, int maxHeaders, string fields)
        {
            string text = _text;
            byte[] bytes = _bytes;
            int start = _start;

            for (int line = 0, lines = 0; ; lines++)
            {
                int end = text.IndexOfAny(s_controls, line);

                if (end < 0 || (end + 1 == count && bytes[start + end] == '\r'))
                {
                    return false;
                }

                // Lines end with both, and neither stands elsewhere: what a proxy may read otherwise is refused.
                if (bytes[start + end] != '\r' || bytes[start + end + 1] != '\n')
                {
                    throw new HttpException(400);
                }

                if (end == line)
                {
                    if (lines > 0)
                    {
                        Length = end + 2;
                        CheckFields();
                        break;
                    }

                    // A client may have sent an empty line behind its last request.
                    lines = -1;
                }
                else if (lines > 0)
                {
                    if (lines > maxHeaders)
                    {
                        throw new HttpException(431);
                    }

                    ParseField(line, end);
                }
                else
                {
                    ParseRequestLine(line, end);
                    _fields = end;

                    if (fields != null && !IsVersion10 && end + fields.Length <= count && text.IndexOf(fields, end, fields.Length) >= 0)
                    {
                        Length = end + fields.Length;
                        break;
                    }

                    ClearFields();
                }

                line = end + 2;
            }

            IsPlain = KeepAlive && ContentLength == 0 && !IsHead && !IsVersion10;
            _lower = null;
            _isParsed = _isAscii && Length <= MostKept;

            if (Length < count)
            {
                // What follows the head is not to be found in it, nor to be kept.
                _text = text.Substring(0, Length);
            }

            return true;
        }

        // A character that is none of a token's. Control characters cannot be there.
        private bool HasOther(int start, int end)
        {
            return _text.IndexOfAny(s_delimiters, start, end - start) >= 0 || (!_isAscii && HasLatin(start, end));
        }

        private bool HasLatin(int start, int end)
        {
            while (start < end && _bytes[_start + start] <= Ascii)
            {
                start++;
            }

            return start < end;
        }

        private bool IsDigit(int index)
        {
            return (uint)(_bytes[_start + index] - '0') <= 9;
        }

        // A character for each byte, so that both are counted alike. A device's string would end at a NUL: it is refused as any control
        // character is.
        private static string Latin(byte[] buffer, int start, int count)
        {
            char[] characters = new char[count];

            for (int i = 0; i < count; i++)
            {
                byte value = buffer[start + i];
                characters[i] = value == 0 ? '\u0001' : (char)value;
            }

            return new string(characters);
        }

        private static char[] Controls()
        {
            char[] controls = new char[32];

            for (int i = 0; i < 31; i++)
            {
                controls[i] = (char)(i < '\t' ? i : i + 1);
            }

            controls[31] = (char)Ascii;
            return controls;
        }
    }
}
