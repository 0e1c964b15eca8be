using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        /// <summary>What a response is written through: what a stream writes at once, over TLS too.</summary>
        internal const int Segment = 1360;

        // How far the response is. Lost: it was refused, and nobody knows where the request ends. Taken: the handler answers by itself. Cut: a
        // part of it is out, and no more of it comes. From Fixed on it is under way: the body's length was said, or was not.
        private const int PartOfHead = -2;
        private const int NoRequest = -1;
        private const int Idle = 0;
        private const int Ended = 1;
        private const int Lost = 2;
        private const int Taken = 3;
        private const int Cut = 4;
        private const int Fixed = 5;
        private const int InChunks = 6;
        private const int ToEnd = 7;

        // So long a text is put behind a head that is kept, and so long such a head may be: the text can take three bytes a character.
        private const int ShortText = 384;
        private const int MostKept = Segment - (3 * ShortText);

        private static readonly Encoding s_utf8 = Encoding.UTF8;

        // What no cookie's value has, of what is ASCII and no control character.
        private static readonly char[] s_notCookie = "\t \",;\\".ToCharArray();

        // What a response is written through; it stays for the next one.
        private byte[] _out;
        private int _count;
        private string _fields;
        private int _status;
        private int _state;
        private bool _keepAlive;

        // The response before: its head is in the buffer still, so long, with this type and length of the body. Null where it is not.
        private string _keptType;
        private int _keptLength;
        private int _kept;

        /// <summary>The status of the response, 200 to 599; 200 until it is set. Set it before responding.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is no status of a response that ends here.</exception>
        /// <exception cref="InvalidOperationException">The response was begun.</exception>
        public int StatusCode
        {
            get => _status;
            set
            {
                // Whether there is a body depends on it.
                CheckNotResponded();
                _status = value >= 200 && value < 600 ? value : throw new ArgumentOutOfRangeException(nameof(StatusCode));
            }
        }

        /// <summary>False to close the connection after the response. It starts with what the client wants; once false, it stays so.</summary>
        public bool KeepAlive
        {
            get => _keepAlive;
            set => _keepAlive &= value;
        }

        /// <summary>True after a response was begun.</summary>
        public bool HasResponded => _state > Idle;

        /// <summary>Adds a field to the response, which is sent with whatever answers the request; but for <see cref="TakeConnection"/>, and so for a WebSocket.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value.</param>
        /// <exception cref="ArgumentException">It is none, or one that the library writes: see <see cref="HttpField.Check"/>. <see cref="KeepAlive"/> closes.</exception>
        /// <exception cref="InvalidOperationException">The response was begun.</exception>
        public void AddHeader(string name, string value)
        {
            HttpField.Check(name, value);
            CheckNotResponded();
            _fields = string.Concat(_fields, name + ": ", value + "\r\n");
        }

        /// <summary>Sends the response: text.</summary>
        /// <param name="contentType">Its type, such as text/plain.</param>
        /// <param name="text">The body, sent in UTF-8.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }

            int length = text.Length;

            if (length <= ShortText && IsHeadKept(contentType))
            {
                int count = s_utf8.GetBytes(text, 0, length, _out, _kept);

                if (count == _keptLength)
                {
                    _count = _kept + count;
                    _state = Ended;
                    return SendNow();
                }
            }

            return RespondAsync(contentType, s_utf8.GetBytes(text));
        }

        /// <summary>Sends the response: bytes.</summary>
        /// <param name="contentType">Its type, such as image/png; null for none, as with 204.</param>
        /// <param name="body">The body; with 204, 205 and 304 it is not sent.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, byte[] body)
        {
            if (body == null)
            {
                throw new ArgumentNullException(nameof(body));
            }

            return RespondAsync(contentType, body, 0, body.Length);
        }

        /// <summary>Sends the response: a part of an array.</summary>
        /// <param name="contentType">Its type; null for none.</param>
        /// <param name="buffer">Where the body is; not to be changed before it is sent.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array.</exception>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, byte[] buffer, int offset, int count)
        {
            if (buffer == null || (offset | count) < 0 || count > buffer.Length - offset)
            {
                throw buffer == null ? new ArgumentNullException(nameof(buffer)) : (Exception)new ArgumentOutOfRangeException(nameof(count));
            }

            if (count == _keptLength && IsHeadKept(contentType))
            {
                _count = _kept;
            }
            else
            {
                PutHead(contentType, count);

                if (_head.IsPlain && KeepAlive && StatusCode == 200 && _fields == null && _count <= MostKept)
                {
                    _kept = _count;
                    _keptLength = count;
                    _keptType = contentType;
                }
            }

            if (!HasBody)
            {
                count = 0;
            }
            else if (count <= _out.Length - _count)
            {
                // A short response goes out in one segment.
                Array.Copy(buffer, offset, _out, _count, count);
                _count += count;
                count = 0;
            }

            _state = Ended;
            return count == 0 ? SendNow() : SendAsync(buffer, offset, count);
        }

        /// <summary>Answers that what is asked for is elsewhere.</summary>
        /// <param name="location">Where: a URL, or a path of this server.</param>
        /// <param name="status">303 to get it by GET, as after a form; 307 and 308, with the same method; 301 and 302.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentException"><paramref name="location"/> is null, or a line end is in it.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is no status of a response that ends here.</exception>
        public Coroutine RedirectAsync(string location, int status = 302)
        {
            if (location == null)
            {
                throw new ArgumentNullException(nameof(location));
            }

            if (status < 200 || status >= 600)
            {
                throw new ArgumentOutOfRangeException(nameof(status));
            }

            AddHeader("Location", location);
            _status = status;
            return RespondAsync(null, string.Empty);
        }

        /// <summary>Adds a cookie to the response.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value, without blanks, commas and semicolons.</param>
        /// <param name="attributes">What follows them, such as Max-Age=3600; Path=/. By default scripts do not see it, and of other sites' requests only links that are followed send it.</param>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="value"/> is null.</exception>
        /// <exception cref="ArgumentException">The name is no token, or in the value is what a cookie cannot hold (RFC 6265, 4.1.1), or in the attributes a line end.</exception>
        public void AddCookie(string name, string value, string attributes = "Path=/; HttpOnly; SameSite=Lax")
        {
            if (name == null || value == null)
            {
                throw new ArgumentNullException(name == null ? nameof(name) : nameof(value));
            }

            // In quotes as a whole it may be.
            int quote = value.Length > 1 && value[0] == '"' && value[value.Length - 1] == '"' ? 1 : 0;
            string cookie = name + "=" + value;

            if (!HttpField.IsToken(name) || value.IndexOfAny(s_notCookie, quote, value.Length - (2 * quote)) >= 0 || s_utf8.GetBytes(cookie).Length != cookie.Length)
            {
                throw new ArgumentException(name);
            }

            AddHeader("Set-Cookie", attributes == null ? cookie : cookie + "; " + attributes);
        }

        // A body follows the head. (A length is told all the same in answer to HEAD.)
        private bool HasBody => MayHaveBody && !_head.IsHead;

        private bool MayHaveBody => StatusCode == 200 || (StatusCode != 204 && StatusCode != 205 && StatusCode != 304);

        // The head that is in the buffer is that of this response too, but for the length.
        private bool IsHeadKept(string contentType)
        {
            return _keptType != null && _state == Idle && KeepAlive && StatusCode == 200 && _fields == null && _head.IsPlain && contentType == _keptType;
        }

        private void CheckNotResponded()
        {
            if (_state > Idle)
            {
                throw new InvalidOperationException("responded already");
            }
        }
    }
}
