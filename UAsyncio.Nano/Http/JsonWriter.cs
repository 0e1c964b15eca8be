using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Writes JSON into a buffer of its own, which is kept: written again and again, it allocates no more than a short string for each number. It puts commas and colons.
    /// </summary>
    public sealed class JsonWriter
    {
        private const string Digits = "0123456789abcdef";

        // Those that must not stand in a string as they are.
        private static readonly char[] s_escaped = Escaped();
        private static readonly Encoding s_utf8 = Encoding.UTF8;

        private byte[] _buffer;
        private bool _comma;

        /// <summary>Makes one.</summary>
        /// <param name="capacity">The size of its buffer at first, in bytes; it grows.</param>
        public JsonWriter(int capacity = 256)
        {
            _buffer = new byte[capacity < 16 ? 16 : capacity];
        }

        /// <summary>What was written, up to <see cref="Length"/>. Another array after more was written.</summary>
        public byte[] Buffer => _buffer;

        /// <summary>How many bytes were written.</summary>
        public int Length { get; private set; }

        /// <summary>Begins anew: with another text, or with its next part after the last one was sent.</summary>
        /// <param name="isNext">True to go on with the same text: the comma before the next value is not forgotten.</param>
        public void Clear(bool isNext = false)
        {
            Length = 0;
            _comma = _comma && isNext;
        }

        /// <summary>Begins an object.</summary>
        public void StartObject()
        {
            Open('{');
        }

        /// <summary>Ends an object.</summary>
        public void EndObject()
        {
            Close('}');
        }

        /// <summary>Begins an array.</summary>
        public void StartArray()
        {
            Open('[');
        }

        /// <summary>Ends an array.</summary>
        public void EndArray()
        {
            Close(']');
        }

        /// <summary>Writes the name of an object's next value.</summary>
        /// <param name="name">The name.</param>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public void Name(string name)
        {
            Value(name ?? throw new ArgumentNullException(nameof(name)));
            Put(':');
            _comma = false;
        }

        /// <summary>Writes a string, or null.</summary>
        /// <param name="value">The string.</param>
        public void Value(string value)
        {
            if (value == null)
            {
                Raw("null");
                return;
            }

            Separate();
            Put('"');
            int start = Length;

            // Where it is not ASCII, the search may have ended before the text.
            if (value.IndexOfAny(s_escaped) >= 0 || (PutText(value) != value.Length && WideText.IsIn(value)))
            {
                Length = start;
                PutEscaped(value);
            }

            Put('"');
            _comma = true;
        }

        /// <summary>Writes a number.</summary>
        /// <param name="value">The number.</param>
        public void Value(int value)
        {
            Raw(value.ToString());
        }

        /// <summary>Writes a number.</summary>
        /// <param name="value">The number. A script's numbers are exact up to 2^53.</param>
        public void Value(long value)
        {
            Raw(value.ToString());
        }

        /// <summary>Writes a number.</summary>
        /// <param name="value">The number; null is written for one that JSON does not have.</param>
        public void Value(double value)
        {
            // A device's double.ToString makes 10000000000000E+15 of 1E15, which is another number.
            Raw(double.IsNaN(value) || double.IsInfinity(value) ? "null"
                : (value >= 1E15 && value < 1E18) || (value <= -1E15 && value > -1E18) ? ((long)value).ToString()
                : value.ToString());
        }

        /// <summary>Writes true or false.</summary>
        /// <param name="value">Which.</param>
        public void Value(bool value)
        {
            Raw(value ? "true" : "false");
        }

        /// <summary>Writes a number with so many decimals, as sensors give it: 215 and 1 is 21.5.</summary>
        /// <param name="value">The number without its point.</param>
        /// <param name="decimals">How many digits are behind the point, 1 to 9.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
        public void Decimal(int value, int decimals)
        {
            if (decimals < 1 || decimals > 9)
            {
                throw new ArgumentOutOfRangeException(nameof(decimals));
            }

            long rest = value < 0 ? -(long)value : value;
            string digits = rest.ToString().PadLeft(decimals + 1, '0');
            int point = digits.Length - decimals;
            Raw((value < 0 ? "-" : string.Empty) + digits.Substring(0, point) + "." + digits.Substring(point));
        }

        /// <summary>Writes a value that is JSON already.</summary>
        /// <param name="json">The value.</param>
        /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
        public void Raw(string json)
        {
            if (json == null)
            {
                throw new ArgumentNullException(nameof(json));
            }

            Separate();
            PutText(json);
            _comma = true;
        }

        /// <summary>What was written, in an array of its own: a request's body, a message's payload.</summary>
        /// <returns>The array.</returns>
        public byte[] ToArray()
        {
            byte[] json = new byte[Length];
            Array.Copy(_buffer, json, Length);
            return json;
        }

        /// <summary>What was written, as text.</summary>
        /// <returns>The text.</returns>
        public override string ToString()
        {
            return Encoding.UTF8.GetString(_buffer, 0, Length);
        }

        private void Open(char bracket)
        {
            Separate();
            Put(bracket);
            _comma = false;
        }

        private void Close(char bracket)
        {
            Put(bracket);
            _comma = true;
        }

        private void Separate()
        {
            if (_comma)
            {
                Put(',');
            }
        }

        private void Put(char character)
        {
            if (Length == _buffer.Length)
            {
                Grow(1);
            }

            _buffer[Length++] = (byte)character;
        }

        // How many bytes it took.
        private int PutText(string text)
        {
            int length = text.Length;

            if (3 * length > _buffer.Length - Length)
            {
                Grow(3 * length);
            }

            length = s_utf8.GetBytes(text, 0, length, _buffer, Length);
            Length += length;
            return length;
        }

        private void PutEscaped(string text)
        {
            int start = 0;

            for (int i = WideText.IndexOfAny(text, s_escaped, 0); i >= 0; i = start < text.Length ? WideText.IndexOfAny(text, s_escaped, start) : -1)
            {
                PutText(text.Substring(start, i - start));
                char character = text[i];
                Put('\\');

                if (character < ' ')
                {
                    PutText("u00");
                    Put(Digits[character >> 4]);
                    Put(Digits[character & 15]);
                }
                else
                {
                    Put(character);
                }

                start = i + 1;
            }

            PutText(text.Substring(start));
        }

        private void Grow(int more)
        {
            byte[] larger = new byte[Length + more > 2 * _buffer.Length ? Length + more : 2 * _buffer.Length];
            Array.Copy(_buffer, larger, Length);
            _buffer = larger;
        }

        private static char[] Escaped()
        {
            char[] escaped = new char[34];

            for (int i = 0; i < 32; i++)
            {
                escaped[i] = (char)i;
            }

            escaped[32] = '"';
            escaped[33] = '\\';
            return escaped;
        }
    }
}
