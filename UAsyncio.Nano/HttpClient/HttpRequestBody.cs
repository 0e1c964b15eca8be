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

        /// <summary>The server took no more of it, or was too slow.</summary>
        internal bool HasFailed { get; private set; }

        /// <summary>Sends a part of it.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array.</exception>
        /// <exception cref="InvalidOperationException">It is more than was said, or the body has ended.</exception>
        public async Coroutine WriteAsync(byte[] buffer, int offset, int count)
        {
            if (buffer == null || (offset | count) < 0 || count > buffer.Length - offset)
            {
                throw buffer == null ? new ArgumentNullException(nameof(buffer)) : (Exception)new ArgumentOutOfRangeException(nameof(count));
            }

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
                await SendAsync(buffer, offset, count);
                return;
            }

            await SendAsync(Hexadecimal(count) + "\r\n");
            await SendAsync(buffer, offset, count);
            await SendAsync("\r\n");
        }

        /// <summary>Sends a part of it: text, in UTF-8.</summary>
        /// <param name="text">The text.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        /// <exception cref="InvalidOperationException">It is more than was said.</exception>
        public Coroutine WriteAsync(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text ?? throw new ArgumentNullException(nameof(text)));
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
                // The connection is another request's then.
                _left = 0;
                await SendAsync("0\r\n\r\n");
            }
        }

        private Coroutine SendAsync(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return SendAsync(bytes, 0, bytes.Length);
        }

        private async Coroutine SendAsync(byte[] buffer, int offset, int count)
        {
            HasFailed = true;
            await _stream.WriteAsync(buffer, offset, count).WaitAsync(_timeout);
            HasFailed = false;
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
