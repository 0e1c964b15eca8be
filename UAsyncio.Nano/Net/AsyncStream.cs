using System;
using System.Text;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// A stream of bytes, read and written by coroutines: one reader and one writer at a time, which may be different
    /// coroutines. (uasyncio: StreamReader and StreamWriter)
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. Await what a read or a write returns at once and once: there is one such object for each
    /// direction. An operation that is cancelled leaves the stream usable for reading (nothing that has come is lost), but a
    /// write may have gone out in part.
    /// </remarks>
    public sealed class AsyncStream : IDisposable
    {
        private const int FirstBuffer = 128;

        // Boxed once: it is compared with bytes by native code.
        private static readonly object s_newline = (byte)'\n';

        private readonly Transport _transport;
        private readonly ReadOperation _read;
        private WriteOperation _write;
        private bool _closed;

        // What has come and was not asked for yet. Made when a line is read, and kept.
        private byte[] _buffer;
        private int _start;
        private int _end;

        /// <summary>Takes a transport over.</summary>
        /// <param name="transport">It is closed with the stream.</param>
        /// <exception cref="ArgumentNullException"><paramref name="transport"/> is null.</exception>
        public AsyncStream(Transport transport)
        {
            if (transport == null)
            {
                throw new ArgumentNullException(nameof(transport));
            }

            _transport = transport;
            _read = new ReadOperation(this);
        }

        /// <summary>True after it was closed.</summary>
        public bool IsClosed => _closed;

        /// <summary>The bytes that have come and are not read yet, as a reader of lines finds them: from <see cref="BufferStart"/> to <see cref="BufferEnd"/>.</summary>
        internal byte[] Buffer => _buffer;

        internal int BufferStart => _start;

        internal int BufferEnd => _end;

        /// <summary>Reads what is there, at least 1 byte. (uasyncio: read, aread)</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>To be awaited: how many came; 0 at the end of the stream, again and again, or when <paramref name="count"/> is 0.</returns>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed, or was closed meanwhile.</exception>
        public IntAwaitable ReadAsync(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);
            return _read.Arm(buffer, offset, count);
        }

        /// <summary>Reads until the buffer's part is full. (uasyncio: readexactly)</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="EndOfStreamException">The stream ended first; it tells how many bytes came.</exception>
        public async Coroutine ReadExactlyAsync(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);
            int done = 0;

            try
            {
                while (done < count)
                {
                    int read = await _read.Arm(buffer, offset + done, count - done);

                    if (read == 0)
                    {
                        throw new EndOfStreamException(done);
                    }

                    done += read;
                }
            }
            catch (CanceledException)
            {
                Unread(buffer, offset, done);
                throw;
            }
        }

        /// <summary>Reads a line in UTF-8, ended by \n or \r\n or the end of the stream. (uasyncio: readline)</summary>
        /// <param name="maxLength">How long it may be, in bytes without its end; it bounds the memory that a peer can take.</param>
        /// <returns>The line without its end; null when the stream has ended before it.</returns>
        /// <exception cref="LineTooLongException">It is longer.</exception>
        public async Coroutine<string> ReadLineAsync(int maxLength)
        {
            for (; ; )
            {
                int length = FindLine();

                if (length > maxLength || (length < 0 && _end - _start > maxLength + 1))
                {
                    throw new LineTooLongException();
                }

                if (length >= 0)
                {
                    return TakeLine(length, 1);
                }

                if (await FillAsync(maxLength + 2) == 0)
                {
                    length = _end - _start;

                    if (length > maxLength)
                    {
                        throw new LineTooLongException();
                    }

                    return length == 0 ? null : TakeLine(length, 0);
                }
            }
        }

        /// <summary>
        /// Writes all of it, in chunks that never make the loop wait; the next chunk goes when the peer takes it. (uasyncio: awrite, drain)
        /// </summary>
        /// <param name="buffer">Where it is; not to be changed before it is written.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited: <paramref name="count"/>.</returns>
        /// <exception cref="InvalidOperationException">Another coroutine is writing.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed, or was closed meanwhile.</exception>
        public IntAwaitable WriteAsync(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);

            if (_write == null)
            {
                _write = new WriteOperation(this);
            }

            return _write.Arm(buffer, offset, count);
        }

        /// <summary>Writes a string in UTF-8.</summary>
        /// <param name="text">The string.</param>
        /// <returns>To be awaited: how many bytes it took.</returns>
        public IntAwaitable WriteAsync(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return WriteAsync(bytes, 0, bytes.Length);
        }

        /// <summary>Closes it; what was written still goes out. Closing twice does nothing. (uasyncio: aclose, wait_closed)</summary>
        /// <returns>To be awaited.</returns>
        public async Coroutine CloseAsync()
        {
            Dispose();
        }

        /// <summary>Closes it at once. A coroutine that waits for it gets an ObjectDisposedException.</summary>
        public void Dispose()
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _buffer = null;
            _start = _end = 0;
            _read.TryNow();
            _write?.TryNow();
            _transport.Close();
        }

        /// <summary>Reads more into the buffer, which grows up to a limit.</summary>
        /// <param name="limit">How large the buffer may become, in bytes.</param>
        /// <returns>To be awaited: how many bytes came, 0 at the end of the stream or when the buffer is full.</returns>
        internal IntAwaitable FillAsync(int limit)
        {
            MakeRoom(limit);
            return _read.Arm(_buffer, _end, (_buffer.Length < limit ? _buffer.Length : limit) - _end);
        }

        /// <summary>The length of the line at the start of the buffer; -1 when its end has not come.</summary>
        internal int FindLine()
        {
            int found = _end == _start ? -1 : Array.IndexOf(_buffer, s_newline, _start, _end - _start);
            return found < 0 ? -1 : found - _start - (found > _start && _buffer[found - 1] == '\r' ? 1 : 0);
        }

        /// <summary>Takes bytes out of the buffer.</summary>
        internal void Skip(int count)
        {
            _start += count;

            if (_start == _end)
            {
                _start = _end = 0;
            }
        }

        internal int ReadNow(byte[] buffer, int offset, int count)
        {
            CheckOpen();

            if (buffer == _buffer)
            {
                int read = count == 0 ? 0 : _transport.Read(buffer, offset, count);
                _end += read > 0 ? read : 0;
                return read;
            }

            int ready = _end - _start;

            if (ready == 0)
            {
                return count == 0 ? 0 : _transport.Read(buffer, offset, count);
            }

            ready = ready < count ? ready : count;
            Array.Copy(_buffer, _start, buffer, offset, ready);
            Skip(ready);
            return ready;
        }

        internal int WriteNow(byte[] buffer, int offset, int count)
        {
            CheckOpen();
            return _transport.Write(buffer, offset, count);
        }

        /// <summary>Puts bytes back that were read for a coroutine which was cancelled.</summary>
        internal void Unread(byte[] buffer, int offset, int count)
        {
            // What was read into the buffer itself is where it belongs.
            if (count == 0 || buffer == _buffer)
            {
                return;
            }

            int rest = _end - _start;
            byte[] all = new byte[count + rest];
            Array.Copy(buffer, offset, all, 0, count);

            if (rest > 0)
            {
                Array.Copy(_buffer, _start, all, count, rest);
            }

            _buffer = all;
            _start = 0;
            _end = all.Length;
        }

        private static void Check(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException(nameof(buffer));
            }

            if ((uint)offset > (uint)buffer.Length || (uint)count > (uint)(buffer.Length - offset))
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }
        }

        private void CheckOpen()
        {
            if (_closed)
            {
                throw new ObjectDisposedException(nameof(AsyncStream));
            }
        }

        private void MakeRoom(int limit)
        {
            int length = _end - _start;
            int size = _buffer == null ? 0 : _buffer.Length;

            if (_end < size && _end < limit)
            {
                return;
            }

            byte[] old = _buffer;

            if (length == size && size < limit)
            {
                size = size == 0 ? FirstBuffer : 2 * size;
                _buffer = new byte[size < limit ? size : limit];
            }

            if (length > 0)
            {
                Array.Copy(old, _start, _buffer, 0, length);
            }

            _start = 0;
            _end = length;
        }

        // The string, and past it and its end of 1 byte (or 0 at the end of the stream), with \r before it.
        private string TakeLine(int length, int terminator)
        {
            string line = Encoding.UTF8.GetString(_buffer, _start, length);

            if (terminator > 0 && _buffer[_start + length] == '\r')
            {
                length++;
            }

            Skip(length + terminator);
            return line;
        }
    }
}
