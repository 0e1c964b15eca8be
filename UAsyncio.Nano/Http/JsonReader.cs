using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Reads JSON (RFC 8259) token by token out of its bytes: nothing is made of what is not asked for. What is malformed is an
    /// <see cref="HttpException"/> of 400, which leaves a handler as the answer to the client.
    /// </summary>
    public sealed partial class JsonReader
    {
        /// <summary>How many objects and arrays can be inside of each other.</summary>
        public const int MaxDepth = 31;

        private readonly byte[] _json;
        private readonly int _end;
        private int _at;

        // A bit for each level: set for an object.
        private int _objects;
        private int _start;
        private int _stop;
        private bool _escaped;
        private bool _done;

        /// <summary>Reads an array.</summary>
        /// <param name="json">The text, in UTF-8.</param>
        /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
        public JsonReader(byte[] json)
            : this(json, 0, json == null ? 0 : json.Length)
        {
        }

        /// <summary>Reads a part of an array.</summary>
        /// <param name="json">Where the text is, in UTF-8.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array.</exception>
        public JsonReader(byte[] json, int offset, int count)
        {
            if (json == null)
            {
                throw new ArgumentNullException(nameof(json));
            }

            if ((offset | count) < 0 || count > json.Length - offset)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            _json = json;
            _at = offset;
            _end = offset + count;
        }

        /// <summary>What it has come to.</summary>
        public JsonToken Token { get; private set; }

        /// <summary>In how many objects and arrays it is.</summary>
        public int Depth { get; private set; }

        /// <summary>Goes on to the next token.</summary>
        /// <returns>False at the end of the text.</returns>
        /// <exception cref="HttpException">400: it is malformed, or deeper than <see cref="MaxDepth"/>.</exception>
        public bool Read()
        {
            bool behindName = Token == JsonToken.Name;
            bool behindOpening = Token == JsonToken.ObjectStart || Token == JsonToken.ArrayStart;
            int next = SkipBlanks();

            if (_done)
            {
                Check(next < 0);
                Token = JsonToken.None;
                return false;
            }

            bool closing = Depth > 0 && next == (IsInObject ? '}' : ']');

            if (!behindName && !behindOpening && Depth > 0 && !closing)
            {
                Check(next == ',');
                _at++;
                next = SkipBlanks();
            }

            if (closing)
            {
                Check(!behindName);
                Token = IsInObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd;
                Depth--;
                _at++;
                _done = Depth == 0;
                return true;
            }

            if (IsInObject && !behindName)
            {
                ReadString(next);
                Check(SkipBlanks() == ':');
                _at++;
                Token = JsonToken.Name;
                return true;
            }

            ReadValue(next);
            _done = Depth == 0;
            return true;
        }

        /// <summary>Goes on to the value of a name in the object that it is in, behind what was read of it.</summary>
        /// <param name="name">The name.</param>
        /// <returns>True when it has come to that value; false when it has come to the object's end.</returns>
        /// <exception cref="HttpException">400: it is malformed.</exception>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public bool ReadTo(string name)
        {
            if (name == null)
            {
                throw new ArgumentNullException(nameof(name));
            }

            int depth = Depth == 0 ? 1 : Depth;

            while (Read() && Depth >= depth)
            {
                if (Depth == depth && Token == JsonToken.Name && IsText(name))
                {
                    return Read();
                }
            }

            return false;
        }

        /// <summary>Goes on to the end of the value that it has come to, if that is an object or an array.</summary>
        /// <exception cref="HttpException">400: it is malformed.</exception>
        public void Skip()
        {
            int depth = Depth;

            if (Token == JsonToken.ObjectStart || Token == JsonToken.ArrayStart)
            {
                while (Depth >= depth)
                {
                    Read();
                }
            }
        }

        /// <summary>The string or name that it has come to.</summary>
        /// <returns>It; null for null.</returns>
        /// <exception cref="HttpException">400: it is something else, or has a \u0000, at which a device's strings end.</exception>
        public string GetString()
        {
            if (Token == JsonToken.Null)
            {
                return null;
            }

            Check(Token == JsonToken.String || Token == JsonToken.Name);
            string text = _escaped ? Unescape() : Encoding.UTF8.GetString(_json, _start, _stop - _start);
            Check(text != null);
            return text;
        }

        /// <summary>The number that it has come to.</summary>
        /// <returns>It.</returns>
        /// <exception cref="HttpException">400: it is something else, or no int.</exception>
        public int GetInt()
        {
            long value = GetLong();
            Check(value >= int.MinValue && value <= int.MaxValue);
            return (int)value;
        }

        /// <summary>The number that it has come to, such as milliseconds since 1970. A script's numbers are exact up to 2^53.</summary>
        /// <returns>It.</returns>
        /// <exception cref="HttpException">400: it is something else, or no long.</exception>
        public long GetLong()
        {
            Check(Token == JsonToken.Number);
            bool negative = _json[_start] == '-';

            // Below zero, where there is one number more.
            long value = 0;

            for (int at = negative ? _start + 1 : _start; at < _stop; at++)
            {
                int digit = _json[at] - '0';
                Check(IsDigit(_json[at]) && (value > long.MinValue / 10 || (value == long.MinValue / 10 && digit <= 8)));
                value = (10 * value) - digit;
            }

            Check(negative || value != long.MinValue);
            return negative ? value : -value;
        }

        /// <summary>The number that it has come to.</summary>
        /// <returns>It.</returns>
        /// <exception cref="HttpException">400: it is something else.</exception>
        public double GetDouble()
        {
            return double.Parse(NumberText);
        }

        /// <summary>The number that it has come to, as it is written there.</summary>
        /// <exception cref="HttpException">400: it is something else.</exception>
        public string NumberText
        {
            get
            {
                Check(Token == JsonToken.Number);
                return Encoding.UTF8.GetString(_json, _start, _stop - _start);
            }
        }

        /// <summary>Whether it has come to true; false for false.</summary>
        /// <returns>Which.</returns>
        /// <exception cref="HttpException">400: it is something else.</exception>
        public bool GetBool()
        {
            Check(Token == JsonToken.True || Token == JsonToken.False);
            return Token == JsonToken.True;
        }

        private static void Check(bool condition)
        {
            if (!condition)
            {
                throw new HttpException(400);
            }
        }

        private static bool IsDigit(int value)
        {
            return value >= '0' && value <= '9';
        }

        private bool IsInObject => Depth > 0 && (_objects & (1 << (Depth - 1))) != 0;

        // Whether a name or string without escapes is this one, without making a string of it.
        private bool IsText(string text)
        {
            if (_escaped)
            {
                return Unescape() == text;
            }

            return _stop - _start >= text.Length && Encoding.UTF8.GetString(_json, _start, _stop - _start) == text;
        }
    }
}
