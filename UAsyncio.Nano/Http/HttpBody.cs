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

        // What is read of a body that nobody wants.
        internal const int MostSkipped = 1024;

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
        private bool _isTaken;

        // What a read had come to that was given up, or that memory was too short for: it is for the next one.
        private byte[] _kept;
        private int _keptStart;
        private int _keptEnd;

        /// <summary>The body that comes next on a connection.</summary>
        /// <param name="stream">The connection.</param>
        /// <param name="length">Its length in bytes, or <see cref="Chunked"/>, or <see cref="ToEnd"/>.</param>
        /// <param name="malformed">The status of the <see cref="HttpException"/> for a body that is malformed or cut off: 400 for a request, 502 for a response.</param>
        /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is none of those.</exception>
        public HttpBody(AsyncStream stream, int length, int malformed)
        {
            if (length < ToEnd)
            {
                throw new ArgumentOutOfRangeException(nameof(length));
            }

            _stream = stream ?? throw new ArgumentNullException(nameof(stream));
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

        /// <summary>
        /// True after its last byte was read. Of fields behind the chunks of a response, one of more than 256 bytes, and what follows it or 16 others, is left on
        /// the connection: where something is <see cref="AsyncStream.Buffered"/> then, no other response is to be read from it.
        /// </summary>
        public bool IsEnded => _isEnded;

        /// <summary>How many bytes are to be taken from the connection yet; below zero where that is not known.</summary>
        internal int Left => _length >= 0 ? _left : -1;

        /// <summary>Something of it was handed out, or was thrown away.</summary>
        internal bool IsTaken => _isTaken;

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
            return ReadPieceAsync(buffer, offset, count);
        }

        private async Coroutine<int> ReadPieceAsync(byte[] buffer, int offset, int count)
        {
            if (_keptEnd > 0 && count > 0)
            {
                byte[] kept = _kept;
                int start = _keptStart;
                int end = _keptEnd;
                bool isTaken = _isTaken;
                count = count < end - start ? count : end - start;
                Array.Copy(kept, start, buffer, offset, count);

                try
                {
                    Keep(kept, start + count, end);
                    _isTaken = true;
                    return count;
                }
                catch (OutOfMemoryException)
                {
                    Keep(kept, start, end);
                    _isTaken = isTaken;
                    throw;
                }
            }

            if (_isEnded || count == 0)
            {
                return 0;
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
                    if (!TakeLines())
                    {
                        await (_connection == null ? NextChunkAsync().WaitAsync(_timeout) : NextChunkAsync());
                    }

                    if (_isEnded)
                    {
                        return 0;
                    }
                }

                count = _length != ToEnd && count > _left ? _left : count;
                int read = _connection == null ? await _stream.ReadAsync(buffer, offset, count).WaitAsync(_timeout) : await _stream.ReadAsync(buffer, offset, count);

                if (read == 0 && _length != ToEnd)
                {
                    throw new HttpException(_malformed);
                }

                // By stores alone, up to the box for the number.
                _isTaken = true;

                if (_length == ToEnd)
                {
                    _isEnded = read == 0;
                }
                else
                {
                    Count(read);
                }

                try
                {
                    return read;
                }
                catch (OutOfMemoryException)
                {
                    // There is no memory for the number: the next read has the bytes, from where they are.
                    Keep(buffer, offset, offset + read);
                    throw;
                }
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

        // So many bytes were taken: by stores alone.
        [Inline]
        private void Count(int read)
        {
            _left -= read;

            if (_left == 0)
            {
                _isEnded = _length >= 0;
                _left = _length >= 0 ? 0 : AfterChunk;
            }
        }

        // By stores alone.
        [Inline]
        private void Keep(byte[] bytes, int start, int end)
        {
            _kept = start < end ? bytes : null;
            _keptStart = start < end ? start : 0;
            _keptEnd = start < end ? end : 0;
        }
    }
}
