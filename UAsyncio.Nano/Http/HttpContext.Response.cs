using System;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        /// <summary>What a response is written through: what a stream writes at once, over TLS too.</summary>
        internal const int Segment = 1360;

        // How far the response is. Fixed: the body's length was said. Chunked, and ToEnd: it was not. Taken: the handler answers by itself.
        private const int Idle = 0;
        private const int Fixed = 1;
        private const int InChunks = 2;
        private const int ToEnd = 3;
        private const int Ended = 4;
        private const int Taken = 5;

        private const int Piece = 4096;

        private static readonly Encoding s_utf8 = Encoding.UTF8;

        // What is awaited when nothing has to be.
        private static readonly Coroutine s_sent = MakeSent();
        private static readonly char[] s_lineEnds = { '\r', '\n', '\0' };

        private byte[] _out;
        private int _count;
        private string _fields;
        private int _state;

        /// <summary>The status of the response; 200 until it is set. Set it before responding.</summary>
        public int StatusCode { get; set; }

        /// <summary>False to close the connection after the response. It starts with what the client wants.</summary>
        public bool KeepAlive { get; set; }

        /// <summary>True after a response was begun.</summary>
        public bool HasResponded => _state != Idle;

        /// <summary>Adds a field to the response, which is sent with whatever answers the request.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value.</param>
        /// <exception cref="ArgumentException">A line end or a NUL is in it, or the name is empty.</exception>
        /// <exception cref="InvalidOperationException">The response was begun.</exception>
        public void AddHeader(string name, string value)
        {
            if (name.Length == 0 || name.IndexOfAny(s_lineEnds) >= 0 || name.IndexOf(':') >= 0 || value.IndexOfAny(s_lineEnds) >= 0)
            {
                throw new ArgumentException(name);
            }

            CheckNotResponded();
            _fields = string.Concat(_fields, name + ": ", value + "\r\n");
        }

        /// <summary>Sends the response: text.</summary>
        /// <param name="contentType">Its type, such as text/plain.</param>
        /// <param name="text">The body, sent in UTF-8.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, string text)
        {
            return RespondAsync(contentType, s_utf8.GetBytes(text));
        }

        /// <summary>Sends the response: bytes.</summary>
        /// <param name="contentType">Its type, such as image/png; null for none, as with 204.</param>
        /// <param name="body">The body; with 204 and 304 it is not sent.</param>
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
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, byte[] buffer, int offset, int count)
        {
            PutHead(contentType, count);
            _state = Ended;

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

            return count == 0 ? SendNow() : SendAsync(buffer, offset, count);
        }

        /// <summary>Answers that what is asked for is elsewhere.</summary>
        /// <param name="location">Where: a URL, or a path of this server.</param>
        /// <param name="status">303 to get it by GET, as after a form; 307 and 308, with the same method; 301 and 302.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentException">A line end is in it.</exception>
        public Coroutine RedirectAsync(string location, int status = 302)
        {
            AddHeader("Location", location);
            StatusCode = status;
            return RespondAsync(null, string.Empty);
        }

        /// <summary>Adds a cookie to the response.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value, without blanks, commas and semicolons.</param>
        /// <param name="attributes">What follows them, such as Max-Age=3600; Path=/. By default scripts do not see it and other sites' requests do not send it.</param>
        /// <exception cref="ArgumentException">A line end or a semicolon is in name or value.</exception>
        public void AddCookie(string name, string value, string attributes = "Path=/; HttpOnly; SameSite=Lax")
        {
            if (name.IndexOf('=') >= 0 || name.IndexOf(';') >= 0 || value.IndexOf(';') >= 0)
            {
                throw new ArgumentException(name);
            }

            AddHeader("Set-Cookie", name + "=" + value + "; " + attributes);
        }

        // A body follows the head. (A length is told all the same in answer to HEAD.)
        private bool HasBody => MayHaveBody && Method != "HEAD";

        private bool MayHaveBody => StatusCode >= 200 && StatusCode != 204 && StatusCode != 304;

        private void CheckNotResponded()
        {
            if (_state != Idle)
            {
                throw new InvalidOperationException("responded already");
            }
        }

        private void PutHead(string contentType, int length)
        {
            CheckNotResponded();

            // What is left of the request cannot be told from the next one.
            if (HasUnread)
            {
                KeepAlive = false;
            }

            _out = _server.SpareBuffer ?? new byte[Segment];
            _server.SpareBuffer = null;
            _count = 0;

            // Each piece ends the line before it: the fewer they are, the less it costs.
            if (StatusCode == 200)
            {
                Put(contentType != null ? "HTTP/1.1 200 OK\r\nContent-Type: " : "HTTP/1.1 200 OK");
            }
            else
            {
                Put("HTTP/1.1 ");
                PutNumber(StatusCode);
                Put(" ");
                Put(HttpStatus.Reason(StatusCode));

                if (contentType != null)
                {
                    Put("\r\nContent-Type: ");
                }
            }

            if (contentType != null)
            {
                Put(contentType);
            }

            if (length >= 0 && MayHaveBody)
            {
                Put("\r\nContent-Length: ");
                PutNumber(length);
            }

            if (!KeepAlive)
            {
                Put("\r\nConnection: close");
            }
            else if (_head.IsVersion10)
            {
                Put("\r\nConnection: keep-alive");
            }

            if (_fields != null)
            {
                Put("\r\n");
                Put(_fields);
                Put("\r\n");
            }
            else
            {
                Put("\r\n\r\n");
            }
        }

        private void Put(string text)
        {
            int most = _count + 3 * text.Length;

            if (most > _out.Length)
            {
                byte[] larger = new byte[most + 256];
                Array.Copy(_out, larger, _count);
                _out = larger;
            }

            _count += s_utf8.GetBytes(text, 0, text.Length, _out, _count);
        }

        private void PutNumber(int number)
        {
            int digits = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;

            for (int rest = number / 10000; rest > 0; rest /= 10)
            {
                digits++;
            }

            for (int i = _count += digits; digits > 0; digits--)
            {
                _out[--i] = (byte)('0' + number % 10);
                number /= 10;
            }
        }

        // What has been put. It usually goes out at once, and needs no coroutine then.
        private Coroutine SendNow()
        {
            TcpConnection connection = Connection;
            int sent = 0;

            if (!connection.IsWriting)
            {
                try
                {
                    sent = connection.TryWrite(_out, 0, _count);
                }
                catch (Exception)
                {
                    // It is met again by the await.
                }

                if (sent == _count)
                {
                    _count = 0;
                    return s_sent;
                }
            }

            return SendAsync(_out, sent, _count - sent);
        }

        private static Coroutine MakeSent()
        {
            Coroutine coroutine = SentAsync();
            coroutine.BeginAwait(null);
            return coroutine;
        }

        private static async Coroutine SentAsync()
        {
        }

        // What has been put, and behind it the body.
        private async Coroutine SendAsync(byte[] buffer, int offset, int count)
        {
            TcpConnection connection = Connection;

            try
            {
                connection.SetDeadline(_options.WriteTimeout);

                if (buffer != _out)
                {
                    await connection.WriteAsync(_out, 0, _count);
                }

                for (; count > Piece; offset += Piece, count -= Piece)
                {
                    await connection.WriteAsync(buffer, offset, Piece);
                    connection.SetDeadline(_options.WriteTimeout);
                }

                await connection.WriteAsync(buffer, offset, count);
            }
            catch (SocketException)
            {
                HasClientLeft = true;
                throw;
            }
            catch (TimeoutException)
            {
                HasClientLeft = true;
                throw;
            }

            _count = 0;
        }
    }
}
