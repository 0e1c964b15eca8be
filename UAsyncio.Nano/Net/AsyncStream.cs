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
    public sealed partial class AsyncStream : IDisposable
    {
        private readonly ReadOperation _read;
        private WriteOperation _write;

        // Null: it was closed.
        private Transport _transport;

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
        public bool IsClosed => _transport == null;

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
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        public async Coroutine<string> ReadLineAsync(int maxLength)
        {
            for (; ; )
            {
                // Another reader's line is not taken, and the bytes that it waits for are not moved.
                _read.CheckFree();
                int length = FindLine();

                if (length > maxLength || (length < 0 && _end - _start - 1 > maxLength))
                {
                    throw new LineTooLongException();
                }

                if (length >= 0)
                {
                    return TakeLine(length, 1);
                }

                if (await FillAsync(maxLength < int.MaxValue - 2 ? maxLength + 2 : int.MaxValue) == 0)
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
            Transport transport = _transport;

            if (transport == null)
            {
                return;
            }

            _transport = null;
            _buffer = null;
            _start = _end = 0;

            try
            {
                _read.Retry();
                _write?.Retry();
            }
            finally
            {
                // Without a loop, or without memory, whoever waits cannot be told.
                transport.Close();
            }
        }

        /// <summary>True after something was written.</summary>
        public bool HasWritten => _write != null;

        internal int ReadNow(byte[] buffer, int offset, int count)
        {
            Transport transport = _transport;

            if (transport == null)
            {
                throw Closed();
            }

            int ready = _end - _start;

            if (ready > 0 && buffer != _buffer)
            {
                ready = ready < count ? ready : count;
                Array.Copy(_buffer, _start, buffer, offset, ready);
                Skip(ready);
                return ready;
            }

            int read = count == 0 ? 0 : transport.Read(buffer, offset, count);

            if (read > 0 && buffer == _buffer)
            {
                _end += read;
            }

            return read;
        }

        internal int WriteNow(byte[] buffer, int offset, int count)
        {
            Transport transport = _transport;

            if (transport == null)
            {
                throw Closed();
            }

            return transport.Write(buffer, offset, count);
        }

        private static ObjectDisposedException Closed()
        {
            return new ObjectDisposedException(nameof(AsyncStream));
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
    }
}
