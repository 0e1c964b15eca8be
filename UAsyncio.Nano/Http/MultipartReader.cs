using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Reads a form with files (multipart/form-data) part by part as it comes: a file of any size through a buffer of half a kilobyte.
    /// </summary>
    /// <remarks>What is malformed is an <see cref="HttpException"/> of 400, which leaves the handler as the answer to the client.</remarks>
    public sealed partial class MultipartReader
    {
        private const int BufferLength = 512;
        private const int MaxBoundary = 70;

        private static readonly object s_return = (byte)'\r';

        private readonly HttpBody _body;
        private readonly byte[] _delimiter;
        private readonly byte[] _buffer = new byte[BufferLength];
        private int _start;
        private int _end;
        private bool _inPart;
        private bool _finished;

        // What a text had come to when it was given up: it is for the next read.
        private byte[] _kept;
        private int _keptStart;
        private int _keptEnd;

        /// <summary>Begins to read the body of a request.</summary>
        /// <param name="context">The request.</param>
        /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
        /// <exception cref="HttpException">The body is of another type (415), or does not say where its parts end (400).</exception>
        public MultipartReader(HttpContext context)
        {
            (context ?? throw new ArgumentNullException(nameof(context))).RequireContentType("multipart/form-data");
            string boundary = Parameter(context.GetHeader("Content-Type"), "boundary");

            if (boundary == null || boundary.Length == 0 || boundary.Length > MaxBoundary)
            {
                throw new HttpException(400);
            }

            _body = context.Body;
            _delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);

            // The first one may stand at the very start.
            _buffer[0] = (byte)'\r';
            _buffer[1] = (byte)'\n';
            _end = 2;
            _inPart = true;
        }

        /// <summary>The name of the part.</summary>
        public string Name { get; private set; }

        /// <summary>The name of the file as the client has it, which is not to be trusted; null where the part is no file.</summary>
        public string FileName { get; private set; }

        /// <summary>The type of the part; null where it does not say.</summary>
        public string ContentType { get; private set; }

        // The line end of the empty line, put back so that an empty part's delimiter is found, is no data.
        private int _skip;

        /// <summary>Reads what has come of the part.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>How many there were; 0 at the end of the part, again and again.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array.</exception>
        public async Coroutine<int> ReadAsync(byte[] buffer, int offset, int count)
        {
            if (buffer == null || (offset | count) < 0 || count > buffer.Length - offset)
            {
                throw buffer == null ? new ArgumentNullException(nameof(buffer)) : (Exception)new ArgumentOutOfRangeException(nameof(count));
            }

            if (_keptEnd > 0 && count > 0)
            {
                byte[] kept = _kept;
                int start = _keptStart;
                int end = _keptEnd;
                count = count < end - start ? count : end - start;
                Array.Copy(kept, start, buffer, offset, count);

                try
                {
                    Keep(kept, start + count, end);
                    return count;
                }
                catch (OutOfMemoryException)
                {
                    Keep(kept, start, end);
                    throw;
                }
            }

            while (_inPart && count > 0)
            {
                int data = FindData();

                if (data > 0)
                {
                    int skipped = _skip < data ? _skip : data;
                    _skip -= skipped;
                    _start += skipped;
                    data = data - skipped < count ? data - skipped : count;

                    if (data > 0)
                    {
                        Array.Copy(_buffer, _start, buffer, offset, data);

                        try
                        {
                            _start += data;
                            return data;
                        }
                        catch (OutOfMemoryException)
                        {
                            _start -= data;
                            throw;
                        }
                    }
                }
                else if (data < 0 || !EndPart())
                {
                    await FillAsync();
                }
            }

            return 0;
        }

        /// <summary>Reads the rest of the part as text.</summary>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The text.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is out of range.</exception>
        /// <exception cref="HttpException">413: it is longer.</exception>
        public async Coroutine<string> ReadTextAsync(int maxLength)
        {
            if ((uint)maxLength >= int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            byte[] bytes = new byte[maxLength + 1];
            int length = 0;
            int read;

            try
            {
                while ((read = await ReadAsync(bytes, length, bytes.Length - length)) > 0)
                {
                    length += read;
                }

                if (length > maxLength)
                {
                    throw new HttpException(413);
                }

                return Encoding.UTF8.GetString(bytes, 0, length);
            }
            catch (Exception exception)
            {
                if ((exception is CanceledException || exception is OutOfMemoryException) && length > 0)
                {
                    Keep(bytes, 0, length);
                }

                throw;
            }
        }

        // How many bytes at the start of the buffer are data; 0 where the delimiter is there or may begin there; -1 when it is empty.
        private int FindData()
        {
            if (_start == _end)
            {
                return -1;
            }

            int at = _start;

            for (; ; )
            {
                at = Array.IndexOf(_buffer, s_return, at, _end - at);

                if (at < 0)
                {
                    return _end - _start;
                }

                if (IsDelimiter(at))
                {
                    return at - _start;
                }

                at++;

                if (at == _end)
                {
                    return _end - _start;
                }
            }
        }

        // Or the beginning of one, as far as it has come.
        private bool IsDelimiter(int at)
        {
            int count = _end - at < _delimiter.Length ? _end - at : _delimiter.Length;

            for (int i = 1; i < count; i++)
            {
                if (_buffer[at + i] != _delimiter[i])
                {
                    return false;
                }
            }

            return true;
        }

        // False where more has to come to tell.
        private bool EndPart()
        {
            int at = _start + _delimiter.Length;
            bool last = at + 1 < _end && _buffer[at] == '-' && _buffer[at + 1] == '-';

            // What carried it may have put blanks behind it (RFC 2046, 5.1.1).
            while (at < _end && (_buffer[at] == ' ' || _buffer[at] == '\t'))
            {
                at++;
            }

            if (_end - at < 2)
            {
                return false;
            }

            if (!last && (_buffer[at] != '\r' || _buffer[at + 1] != '\n'))
            {
                throw new HttpException(400);
            }

            _start = at + 2;
            _inPart = false;
            _finished = last;
            _skip = 0;
            return true;
        }

        // By stores alone; of no bytes, nothing.
        [Inline]
        private void Keep(byte[] bytes, int start, int end)
        {
            _kept = start < end ? bytes : null;
            _keptStart = start;
            _keptEnd = start < end ? end : 0;
        }

        private async Coroutine FillAsync()
        {
            if (_start > 0)
            {
                Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
                _end -= _start;
                _start = 0;
            }

            int read = _end == BufferLength ? 0 : await _body.ReadAsync(_buffer, _end, BufferLength - _end);

            if (read == 0)
            {
                throw new HttpException(400);
            }

            _end += read;
        }
    }
}
