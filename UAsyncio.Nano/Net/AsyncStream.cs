using System;
using System.Net;
using System.Net.Sockets;
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
    public partial class AsyncStream : IDisposable
    {
        // Made when it is read first, or written.
        internal ReadOperation _read;
        internal WriteOperation _write;

        // Null: it was closed.
        internal Transport _transport;

        // How many bytes have gone to and fro; it wraps.
        internal int _moved;

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
        }

        /// <summary>True after it was closed.</summary>
        public bool IsClosed => _transport == null;

        /// <summary>
        /// Address and port of the other end; null where there is none any more, or no socket beneath. Each call makes an object.
        /// (uasyncio: get_extra_info('peername'))
        /// </summary>
        public IPEndPoint RemoteEndPoint
        {
            get
            {
                try
                {
                    return (IPEndPoint)_transport?.PolledSocket?.RemoteEndPoint;
                }
                catch (SocketException)
                {
                    // It has reset the connection.
                    return null;
                }
            }
        }

        /// <summary>Reads what is there, at least 1 byte. (uasyncio: read, aread)</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>To be awaited: how many came; 0 at the end of the stream, again and again, or when <paramref name="count"/> is 0.</returns>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed, or was closed meanwhile.</exception>
        public IntAwaitable ReadAsync(byte[] buffer, int offset, int count)
        {
            // All of it in here: on an interpreter each call would cost as much as what it does.
            ReadOperation read = _read ?? MakeRead();

            if (buffer == null)
            {
                throw new ArgumentNullException(nameof(buffer));
            }

            if ((uint)offset > (uint)buffer.Length || (uint)count > (uint)(buffer.Length - offset))
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            if (read.Waiter != null && read.IsBusy)
            {
                throw OtherReader();
            }

            read._buffer = buffer;
            read._offset = offset;
            read._count = count;
            read._wanted = ReadOperation.Any;
            return read;
        }

        /// <summary>Reads until the buffer's part is full. (uasyncio: readexactly)</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited: <paramref name="count"/>.</returns>
        /// <exception cref="EndOfStreamException">The stream ended first; it tells how many bytes came.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        public IntAwaitable ReadExactlyAsync(byte[] buffer, int offset, int count)
        {
            IntAwaitable read = ReadAsync(buffer, offset, count);
            _read._wanted = count;
            return read;
        }

        /// <summary>Reads a line in UTF-8, ended by \n or \r\n or the end of the stream. (uasyncio: readline)</summary>
        /// <param name="maxLength">How long it may be, in bytes without its end, 0 or more; it bounds the memory that a peer can take.</param>
        /// <returns>The line without its end; null when the stream has ended before it.</returns>
        /// <exception cref="LineTooLongException">It is longer. It stays, and the next call finds it again: to go on, <see cref="Consume"/> it.</exception>
        /// <exception cref="ArgumentOutOfRangeException">On the await: <paramref name="maxLength"/> is negative.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        public async Coroutine<string> ReadLineAsync(int maxLength)
        {
            if (maxLength < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            for (; ; )
            {
                CheckNoReader();
                int newline = Find((byte)'\n');
                int length = newline > 0 && _buffer[_start + newline - 1] == '\r' ? newline - 1 : newline;

                if (length > maxLength || (newline < 0 && _end - _start - 1 > maxLength))
                {
                    throw new LineTooLongException();
                }

                if (newline >= 0)
                {
                    return Take(length, newline + 1);
                }

                if (await FillAsync(maxLength < int.MaxValue - 2 ? maxLength + 2 : int.MaxValue) == 0)
                {
                    length = _end - _start;

                    if (length > maxLength)
                    {
                        throw new LineTooLongException();
                    }

                    return length == 0 ? null : Take(length, length);
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
            if (buffer == null)
            {
                throw new ArgumentNullException(nameof(buffer));
            }

            if ((uint)offset > (uint)buffer.Length || (uint)count > (uint)(buffer.Length - offset))
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            if (_write == null)
            {
                _write = new WriteOperation(this, _transport?.PolledSocket);
            }

            return _write.Arm(buffer, offset, count);
        }

        /// <summary>Writes a string in UTF-8.</summary>
        /// <param name="text">The string.</param>
        /// <returns>To be awaited: how many bytes it took.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        public IntAwaitable WriteAsync(string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }

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

            // Where memory is too short for this it is open as before.
            transport.Close();
            _transport = null;
            _buffer = null;
            _start = _end = _examined = 0;

            // Where it is too short for this, whoever waits learns of it on the next pass: without a word from a socket.
            if (_read != null)
            {
                _read._polled = null;
            }

            if (_write != null)
            {
                _write._polled = null;
            }

            _read?.Retry();
            _write?.Retry();
        }

        /// <summary>True while a coroutine waits for something to read.</summary>
        public bool IsReading => _read != null && _read.IsBusy;

        /// <summary>True while a coroutine waits for what it writes to be taken.</summary>
        public bool IsWriting => _write != null && _write.IsBusy;

        /// <summary>Whether a read would find something now: data, the end, or an error, which this may throw as well.</summary>
        /// <returns>True also where the transport cannot tell without a read.</returns>
        public bool CanRead()
        {
            return _end > _start || _transport == null || _transport.CanRead();
        }

        internal int WriteNow(byte[] buffer, int offset, int count)
        {
            Transport transport = _transport;

            if (transport == null)
            {
                throw Closed();
            }

            int taken = transport.Write(buffer, offset, count);
            _moved += taken;
            return taken;
        }

        internal static ObjectDisposedException Closed()
        {
            return new ObjectDisposedException(nameof(AsyncStream));
        }

        internal static InvalidOperationException OtherReader()
        {
            return new InvalidOperationException("another coroutine reads this stream");
        }

        // What came of it is not known.
        internal static InvalidOperationException Miscounted()
        {
            return new InvalidOperationException("the transport's count is out of range");
        }

        private ReadOperation MakeRead()
        {
            return _read = new ReadOperation(this, _transport?.PolledSocket);
        }
    }
}
