using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>
    /// A WebSocket (RFC 6455), of a server or a client: messages both ways over one connection. One coroutine receives and one sends at a
    /// time, which may be different ones; neither allocates anything.
    /// </summary>
    /// <remarks>For the thread of its loop. Pings of the peer are answered while something is received or sent.</remarks>
    public sealed partial class WebSocket : IDisposable
    {
        /// <summary>How often in a row closing may fail for want of memory.</summary>
        internal const int MaxFailures = 1000;

        private const int LingerPause = 500;

        private readonly AsyncStream _stream;
        private readonly WebSocketOptions _options;
        private readonly bool _isClient;
        private readonly ReceiveOperation _receive;
        private readonly SendOperation _send;

        internal WebSocket(AsyncStream stream, WebSocketOptions options, bool isClient, string protocol)
        {
            _stream = stream;
            _options = options;
            _isClient = isClient;
            Protocol = protocol;
            _receive = new ReceiveOperation(this);
            _send = new SendOperation(this);
            _out = new byte[options.BufferSize < MinBuffer ? MinBuffer : options.BufferSize];
            _heard = EventLoop.Running.Ticks;
        }

        /// <summary>The subprotocol that was agreed on; null for none.</summary>
        public string Protocol { get; }

        /// <summary>True when no message comes any more: the peer has closed, or the connection has ended.</summary>
        public bool IsClosed { get; private set; }

        /// <summary>
        /// Why it is closed, as the peer said: 1000 and 1001 are usual ends, 1005 no reason was given, 1006 the connection ended without a
        /// close. 0 while it is open.
        /// </summary>
        public int CloseCode { get; private set; }

        /// <summary>Whether the message that is received is text.</summary>
        public bool IsText => _isText;

        /// <summary>Whether what was received last is the end of its message.</summary>
        public bool EndOfMessage => _endOfMessage;

        /// <summary>Receives a message, or the next part of one that is longer than the buffer.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most; at least 1.</param>
        /// <returns>
        /// To be awaited: how many bytes came. 0 for an empty message, or the end of one, and when <see cref="IsClosed"/> is true, again and again.
        /// </returns>
        /// <exception cref="WebSocketException">On the await: the peer breaks the protocol; it is told, and the connection ends.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine receives.</exception>
        public IntAwaitable ReceiveAsync(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);

            if (count == 0)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            return _receive.Arm(buffer, offset, count);
        }

        /// <summary>Receives a message of text.</summary>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The text, of a binary message too; null when <see cref="IsClosed"/> is true.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is out of range.</exception>
        /// <exception cref="WebSocketException">It is longer (1009), or the peer breaks the protocol; it is told, and the connection ends.</exception>
        public async Coroutine<string> ReceiveTextAsync(int maxLength)
        {
            if ((uint)maxLength >= int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            byte[] bytes = new byte[maxLength + 1];
            int length = 0;
            bool hasPart = false;

            try
            {
                do
                {
                    length += await _receive.Arm(bytes, length, bytes.Length - length);
                    hasPart = true;

                    if (IsClosed)
                    {
                        return null;
                    }

                    if (length > maxLength)
                    {
                        throw Fail(TooLong);
                    }
                }
                while (!_endOfMessage);

                return Encoding.UTF8.GetString(bytes, 0, length);
            }
            catch (Exception exception)
            {
                // Given up, or memory was too short for it: the whole message is the next one's.
                if (exception is CanceledException || exception is OutOfMemoryException)
                {
                    if (_back == null && hasPart)
                    {
                        _back = bytes;
                        _backStart = 0;
                        _backEnd = length;
                    }

                    for (int attempts = MaxFailures; _back != bytes && length > 0 && attempts > 0; attempts--)
                    {
                        try
                        {
                            PutBack(bytes, 0, length);
                            length = 0;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }

                throw;
            }
        }

        /// <summary>Sends a message, or a part of one.</summary>
        /// <param name="buffer">Where it is; not to be changed before it is sent.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <param name="isText">Whether the message is text, in UTF-8. All parts of a message are told the same.</param>
        /// <param name="endOfMessage">False when further parts follow.</param>
        /// <returns>To be awaited: <paramref name="count"/>.</returns>
        /// <exception cref="InvalidOperationException">Another coroutine sends.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed.</exception>
        public IntAwaitable SendAsync(byte[] buffer, int offset, int count, bool isText = false, bool endOfMessage = true)
        {
            Check(buffer, offset, count);
            int first = (_sendsParts ? Opcode.Continuation : isText ? Opcode.Text : Opcode.Binary) | (endOfMessage ? Opcode.Final : 0);
            SendOperation send = _send.Arm(first, buffer, offset, count);
            _sendsParts = !endOfMessage;
            return send;
        }

        /// <summary>Sends a message of text.</summary>
        /// <param name="text">The text.</param>
        /// <returns>To be awaited: how many bytes it took.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine sends.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed.</exception>
        public IntAwaitable SendAsync(string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return SendAsync(bytes, 0, bytes.Length, true);
        }

        /// <summary>
        /// Says that it is to be closed, and waits for the peer's answer; after a <see cref="WebSocketException"/>, for the peer to close. What
        /// the peer has sent before that is thrown away: unread, it would have the peer lose what it was told.
        /// </summary>
        /// <param name="code">Why: 1000 for a usual end, 1001 when this side goes away, 3000 to 4999 for reasons of your own.</param>
        /// <param name="reason">More words on that, of up to 123 bytes; null for none.</param>
        /// <returns>To be awaited. The connection is closed after it, whatever else happens.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The code is none that may be said, or the reason is too long.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine receives or sends: that one is to close.</exception>
        public async Coroutine CloseAsync(int code = Normal, string reason = null)
        {
            if (_stream.IsClosed)
            {
                return;
            }

            bool isTooLong = reason != null && Encoding.UTF8.GetBytes(reason).Length > MaxControl - 2;

            if (isTooLong || !IsCode(code))
            {
                throw new ArgumentOutOfRangeException(isTooLong ? nameof(reason) : nameof(code));
            }

            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine receives or sends");
            }

            try
            {
                QueueClose(code, reason);
                await DrainAsync().WaitAsync(_options.CloseTimeout);

                if (_failed)
                {
                    await LingerAsync();
                }
            }
            catch (TimeoutException)
            {
            }
            catch (IOException)
            {
            }
            catch (SocketException)
            {
            }
            finally
            {
                // The peer may never know else: where memory is too short for this, it is tried again.
                for (int attempts = MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        Dispose();
                        attempts = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        /// <summary>Ends the connection at once. Whoever sends gets an ObjectDisposedException, whoever receives what there is when <see cref="IsClosed"/> is true.</summary>
        public void Dispose()
        {
            if (!IsClosed)
            {
                IsClosed = true;
                CloseCode = Lost;
            }

            _stream.Dispose();
        }

        internal bool IsBusy => _receive.IsBusy || _send.IsBusy;

        /// <summary>Reads what comes and throws it away, until the peer closes or is silent.</summary>
        internal async Coroutine LingerAsync()
        {
            byte[] trash = new byte[64];
            int start = EventLoop.Running.Ticks;

            try
            {
                while (EventLoop.Running.Ticks - start < _options.CloseTimeout && await _stream.ReadAsync(trash, 0, trash.Length).WaitAsync(LingerPause) > 0)
                {
                }
            }
            catch (TimeoutException)
            {
            }
            catch (SocketException)
            {
            }
            catch (ObjectDisposedException)
            {
            }
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

        private async Coroutine DrainAsync()
        {
            byte[] trash = new byte[64];

            while (!IsClosed || IsAnswering)
            {
                await _receive.Arm(trash, 0, trash.Length);
            }
        }
    }
}
