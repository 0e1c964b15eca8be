using System;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    // The head as bytes, and the way out.
    public sealed partial class HttpContext
    {
        private const int Piece = 4096;

        // What is awaited when nothing has to be.
        private static readonly Coroutine s_sent = MakeSent();

        // The length as HttpBody has it.
        private void PutHead(string contentType, int length)
        {
            CheckNotResponded();

            if (contentType != null && !HttpField.IsValue(contentType))
            {
                throw new ArgumentException(nameof(contentType));
            }

            // What is yet to come of the request cannot be told from the next one.
            if (HasUnread)
            {
                _hasRest = HasRestCome();
                KeepAlive = _hasRest;
            }

            if (_out == null || _out.Length > Segment)
            {
                _out = new byte[Segment];
            }

            _keptType = null;
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

                if (StatusCode == 205)
                {
                    // It has no body and, other than 204 and 304, has to say so (RFC 9110, 15.3.6).
                    Put("\r\nContent-Length: 0");
                }

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

            if (length == HttpBody.Chunked)
            {
                Put("\r\nTransfer-Encoding: chunked");
            }

            if (StatusCode == 426)
            {
                // The field Upgrade is for this connection only (RFC 9110, 7.8).
                Put("\r\nConnection: upgrade");
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

        // It stays in the buffer, since the handler may read it yet.
        private bool HasRestCome()
        {
            int rest = Rest;

            try
            {
                while (rest > Connection.Buffered)
                {
                    if (rest > HttpBody.MostSkipped || Connection.TryFill(rest) <= 0)
                    {
                        return false;
                    }
                }

                return rest >= 0;
            }
            catch (Exception)
            {
                // Reset, or somebody reads it; or memory is short, and a connection that is closed takes none.
                return false;
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
            int sent = 0;

            try
            {
                sent = Connection.TryWrite(_out, 0, _count);
            }
            catch (Exception)
            {
                // It is met again by the await.
            }

            return sent == _count ? s_sent : SendAsync(_out, sent, _count - sent);
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
            int state = _state;
            bool keepAlive = _keepAlive;

            // Whoever gives this up does not know how much is out: nothing can follow it.
            _state = Cut;
            _keepAlive = false;

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

            if (_watch != null)
            {
                // Who reads now waits for nothing but that the client leaves.
                connection.SetDeadline(System.Threading.Timeout.Infinite);
            }

            _state = state;
            _keepAlive = keepAlive;
            _count = 0;
        }
    }
}
