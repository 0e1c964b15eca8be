using System;
using System.Net.Sockets;
using System.Text;

namespace UAsyncio.Nano.Http
{
    // All of it at once. Where it is given up, or memory is too short, what has come of it is kept for the next read.
    public sealed partial class HttpBody
    {
        /// <summary>Reads all of it.</summary>
        /// <param name="maxLength">How many bytes it may have; it bounds the memory that a peer can take.</param>
        /// <returns>The bytes.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
        /// <exception cref="HttpException">It is longer (413), or cannot be read; see <see cref="ReadAsync"/>.</exception>
        public async Coroutine<byte[]> ReadToEndAsync(int maxLength)
        {
            if (maxLength < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            if (_length > maxLength)
            {
                throw new HttpException(413);
            }

            // The limit is for the whole.
            _connection?.SetDeadline(_timeout);

            // Where the length is not known, one byte more than there may be tells that it is longer.
            int kept = _keptEnd - _keptStart;
            int limit = maxLength < int.MaxValue ? maxLength + 1 : maxLength;
            int size = _length >= 0 ? _left + kept : kept > FirstBuffer ? kept : FirstBuffer;
            byte[] body = new byte[size < limit ? size : limit];
            int done = 0;
            bool isTaken = _isTaken;
            _isTaken = true;

            try
            {
                for (int read = 1; read > 0;)
                {
                    if (done == body.Length)
                    {
                        if (_length >= 0)
                        {
                            return body;
                        }

                        byte[] larger = new byte[2 * done < limit ? 2 * done : limit];
                        Array.Copy(body, larger, done);
                        body = larger;
                    }

                    read = await ReadPieceAsync(body, done, body.Length - done);
                    done += read;

                    if (done > maxLength)
                    {
                        throw new HttpException(413);
                    }
                }

                byte[] exact = new byte[done];
                Array.Copy(body, exact, done);
                return exact;
            }
            catch (Exception exception)
            {
                if (exception is CanceledException || exception is OutOfMemoryException)
                {
                    if (_kept == body)
                    {
                        // A piece that has come, but could not be told of, is behind the others.
                        Keep(body, 0, _keptEnd);
                    }
                    else if (done > 0)
                    {
                        Keep(body, 0, done);
                    }

                    _isTaken = isTaken;
                }

                throw;
            }
        }

        /// <summary>Throws away what is left of it, where all of that has come already and is short: its connection can be kept then. It never waits.</summary>
        /// <returns>Whether it has ended; false where some is to come yet, of which a part may be gone, or where it ends with the connection.</returns>
        /// <exception cref="HttpException">It is malformed (400 or 502).</exception>
        /// <exception cref="SocketException">The peer has reset the connection.</exception>
        /// <exception cref="InvalidOperationException">A coroutine is reading.</exception>
        /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
        public bool TrySkip()
        {
            int most = MostSkipped;

            while (!_isEnded)
            {
                int count = _stream.Buffered;

                if (_left > 0 && count > 0)
                {
                    count = count < _left ? count : _left;
                    _stream.Consume(count);
                    Count(count);
                }
                else if (_left > 0 || _length == ToEnd || !TakeLines())
                {
                    int read = _length == ToEnd || most < 0 || _left > most ? 0 : _stream.TryFill(count + MaxLine);
                    most -= read;

                    if (read <= 0)
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        /// <summary>Reads all of it as text in UTF-8.</summary>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The text.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
        /// <exception cref="HttpException">See <see cref="ReadToEndAsync"/>.</exception>
        public async Coroutine<string> ReadTextAsync(int maxLength)
        {
            bool isTaken = _isTaken;
            byte[] body = await ReadToEndAsync(maxLength);

            try
            {
                return Encoding.UTF8.GetString(body, 0, body.Length);
            }
            catch (OutOfMemoryException)
            {
                Keep(body, 0, body.Length);
                _isTaken = isTaken;
                throw;
            }
        }
    }
}
