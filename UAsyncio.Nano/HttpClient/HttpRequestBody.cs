using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>The body of a request while it is sent.</summary>
    public sealed class HttpRequestBody
    {
        private readonly AsyncStream _stream;
        private readonly int _timeout;
        private int _left;

        internal HttpRequestBody(AsyncStream stream, int length, int timeout)
        {
            _stream = stream;
            _left = length;
            _timeout = timeout;
        }

        /// <summary>Sends a part of it.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">It is more than was said.</exception>
        public async Coroutine WriteAsync(byte[] buffer, int offset, int count)
        {
            if (count == 0)
            {
                return;
            }

            if (_left >= 0)
            {
                if (count > _left)
                {
                    throw new InvalidOperationException("longer than was said");
                }

                _left -= count;
                await _stream.WriteAsync(buffer, offset, count).WaitAsync(_timeout);
                return;
            }

            await _stream.WriteAsync(Hexadecimal(count) + "\r\n").WaitAsync(_timeout);
            await _stream.WriteAsync(buffer, offset, count).WaitAsync(_timeout);
            await _stream.WriteAsync("\r\n").WaitAsync(_timeout);
        }

        /// <summary>Sends a part of it: text, in UTF-8.</summary>
        /// <param name="text">The text.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">It is more than was said.</exception>
        public Coroutine WriteAsync(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return WriteAsync(bytes, 0, bytes.Length);
        }

        internal async Coroutine EndAsync()
        {
            if (_left > 0)
            {
                throw new InvalidOperationException("shorter than was said");
            }

            if (_left < 0)
            {
                await _stream.WriteAsync("0\r\n\r\n").WaitAsync(_timeout);
            }
        }

        private static string Hexadecimal(int number)
        {
            string digits = string.Empty;

            for (; number > 0; number >>= 4)
            {
                digits = "0123456789ABCDEF"[number & 15] + digits;
            }

            return digits;
        }
    }
}
