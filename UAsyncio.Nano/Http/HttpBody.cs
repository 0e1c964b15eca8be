using System;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>The body of a message, read as it comes: of a known length, in chunks, or up to the connection's end.</summary>
    /// <remarks>For the thread of its loop, and one coroutine at a time. Nothing of it is kept: it can be read once.</remarks>
    public sealed partial class HttpBody
    {
        /// <summary>In place of a length: it comes in chunks, and these say where it ends.</summary>
        public const int Chunked = -1;

        /// <summary>In place of a length: it ends where the connection does.</summary>
        public const int ToEnd = -2;

        // A chunk's line with its extensions, and each trailer field; of these, so many.
        private const int MaxLine = 256;
        private const int MaxTrailers = 16;
        private const int MaxChunk = 0x7FFFFFF;
        private const int FirstBuffer = 256;

        // The end, as a read gives it.
        private static readonly object s_none = 0;

        private readonly AsyncStream _stream;

        // The same, where it has deadlines: a server's.
        private readonly TcpConnection _connection;
        private readonly int _length;
        private readonly int _malformed;

        // Of the body, or of the chunk that is being read; below zero behind a chunk's data, where its line end is to come.
        private int _left;
        private int _timeout = 5000;
        private HttpContext _asker;
        private bool _isEnded;

        // What a read had come to that was given up, or that memory was too short for: it is for the next one.
        private byte[] _kept;
        private int _keptStart;
        private int _keptEnd;

        /// <summary>The body that comes next on a connection.</summary>
        /// <param name="stream">The connection.</param>
        /// <param name="length">Its length in bytes, or <see cref="Chunked"/>, or <see cref="ToEnd"/>.</param>
        /// <param name="malformed">The status of the <see cref="HttpException"/> for a body that is malformed or cut off: 400 for a request, 502 for a response.</param>
        public HttpBody(AsyncStream stream, int length, int malformed)
        {
            _stream = stream;
            _connection = stream as TcpConnection;
            _length = length;
            _malformed = malformed;
            _left = length < 0 ? 0 : length;
            _isEnded = length == 0;
        }

        /// <summary>How long each piece may take to come, in ms, from 1 to <see cref="Coroutine.MaxDelay"/>; 5000 by default. Timeout.Infinite for no limit.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
        public int Timeout
        {
            get => _timeout;
            set => _timeout = (uint)(value - 1) < Coroutine.MaxDelay || value == System.Threading.Timeout.Infinite ? value : throw new ArgumentOutOfRangeException(nameof(Timeout));
        }

        /// <summary>The length in bytes; below zero where it is not known.</summary>
        public int Length => _length;

        /// <summary>True after its last byte was read.</summary>
        public bool IsEnded => _isEnded;

        /// <summary>Something of it was handed out, or was thrown away.</summary>
        internal bool _isTaken;

        /// <summary>Whose client waits to be told to send it; null where it does not.</summary>
        internal HttpContext Asker
        {
            set => _asker = value;
        }

        /// <summary>Reads what is there, at least 1 byte.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>How many came; 0 at the end, again and again.</returns>
        /// <exception cref="HttpException">It is malformed, or the peer has gone (400 or 502); it does not come in time (408 or 504).</exception>
        public Coroutine<int> ReadAsync(byte[] buffer, int offset, int count)
        {
            _connection?.SetDeadline(_timeout);
            return (Coroutine<int>)(object)ReadPieceAsync(buffer, offset, count);
        }

        /// <summary>Reads all of it.</summary>
        /// <param name="maxLength">How many bytes it may have; it bounds the memory that a peer can take.</param>
        /// <returns>The bytes.</returns>
        /// <exception cref="HttpException">It is longer (413), or cannot be read; see <see cref="ReadAsync"/>.</exception>
        public async Coroutine<byte[]> ReadToEndAsync(int maxLength)
        {
            if (_length > maxLength)
            {
                throw new HttpException(413);
            }

            // The limit is for the whole.
            _connection?.SetDeadline(_timeout);
            byte[] body = new byte[_length >= 0 ? _left + _keptEnd - _keptStart : maxLength < FirstBuffer ? maxLength : FirstBuffer];
            int done = 0;
            bool isTaken = _isTaken;
            _isTaken = true;

            try
            {
                for (; ; )
                {
                    if (done == body.Length && done < maxLength && _length < 0)
                    {
                        byte[] larger = new byte[2 * done < maxLength ? 2 * done : maxLength];
                        Array.Copy(body, larger, done);
                        body = larger;
                    }

                    // When it is full, one byte more tells whether it has ended.
                    byte[] room = done < body.Length ? body : new byte[1];
                    int read = (int)await ReadPieceAsync(room, room == body ? done : 0, room == body ? body.Length - done : 1);

                    if (read == 0)
                    {
                        break;
                    }

                    if (room != body)
                    {
                        throw new HttpException(413);
                    }

                    done += read;
                }

                if (done == body.Length)
                {
                    return body;
                }

                byte[] exact = new byte[done];
                Array.Copy(body, exact, done);
                return exact;
            }
            catch (Exception exception)
            {
                // It was given up, or memory was too short for it. By stores alone; the last piece may be kept already, behind what was read before.
                if (!(exception is HttpException))
                {
                    _keptEnd = _kept == body ? _keptEnd : done;
                    _kept = body;
                    _keptStart = 0;
                    _isTaken = isTaken;
                }

                throw;
            }
        }

        // How many bytes came, in its box: where there is no memory for that, what has come is kept.
        private async Coroutine<object> ReadPieceAsync(byte[] buffer, int offset, int count)
        {
            if (_keptEnd > 0 && count > 0)
            {
                return TakeKept(buffer, offset, count);
            }

            if (_isEnded || count == 0)
            {
                return s_none;
            }

            try
            {
                if (_asker != null)
                {
                    if (_asker.IsUnsent)
                    {
                        await _stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                    }

                    _asker = null;
                }

                if (_length == Chunked && _left <= 0)
                {
                    await (_connection == null ? NextChunkAsync().WaitAsync(_timeout) : NextChunkAsync());

                    if (_isEnded)
                    {
                        return s_none;
                    }
                }

                count = _length != ToEnd && count > _left ? _left : count;
                int read = _connection == null ? await _stream.ReadAsync(buffer, offset, count).WaitAsync(_timeout) : await _stream.ReadAsync(buffer, offset, count);

                // By stores alone: what memory is too short for would leave it uncounted.
                if (read > 0)
                {
                    _isTaken = true;
                    _kept = buffer;
                    _keptStart = offset;
                    _keptEnd = offset + read;
                    _left -= _length == ToEnd ? 0 : read;

                    if (_left == 0 && _length != ToEnd)
                    {
                        _isEnded = _length >= 0;
                        _left = _length >= 0 ? 0 : AfterChunk;
                    }
                }
                else if (_length == ToEnd)
                {
                    _isTaken = _isEnded = true;
                    return s_none;
                }
                else
                {
                    throw new HttpException(_malformed);
                }

                object result = read;
                _kept = null;
                _keptStart = _keptEnd = 0;
                return result;
            }
            catch (TimeoutException)
            {
                throw new HttpException(_malformed == 400 ? 408 : 504);
            }
            catch (IOException)
            {
                throw new HttpException(_malformed);
            }
            catch (SocketException)
            {
                throw new HttpException(_malformed);
            }
        }

        private object TakeKept(byte[] buffer, int offset, int count)
        {
            int rest = _keptEnd - _keptStart;
            count = count < rest ? count : rest;
            object result = count;
            Array.Copy(_kept, _keptStart, buffer, offset, count);
            _keptStart += count;
            _isTaken = true;

            if (count == rest)
            {
                _kept = null;
                _keptStart = _keptEnd = 0;
            }

            return result;
        }
    }
}
