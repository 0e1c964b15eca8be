using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        // Before a chunk's data, its length in hexadecimal digits and a line end; behind it a line end.
        private const int ChunkHead = 6;
        private const int ChunkEnd = 2;

        private const string HexadecimalDigits = "0123456789ABCDEF";

        // Where the data of the chunk that is being put begins, or how much of the length that was said is still to come.
        private int _chunk;
        private int _left;

        // Some of what was started is out.
        private bool _isOut;

        /// <summary>
        /// Begins a response whose body is written piece by piece; it ends with the handler. Nothing is sent before there is a segment
        /// full or <see cref="FlushAsync"/> is called: a handler that fails before that is answered for as if it had begun nothing.
        /// </summary>
        /// <param name="contentType">Its type; null for none.</param>
        /// <param name="length">Its length in bytes, where it is known; below zero, as by default, for chunks.</param>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        public void StartResponse(string contentType, int length = -1)
        {
            CheckNotResponded();
            bool chunks = length < 0 && !_head.IsVersion10 && MayHaveBody;

            if (length < 0 && _head.IsVersion10)
            {
                // A client that knows no chunks sees the end of the connection.
                KeepAlive = false;
            }

            PutHead(contentType, chunks ? HttpBody.Chunked : length < 0 ? HttpBody.ToEnd : length);
            _state = length >= 0 ? Fixed : chunks ? InChunks : ToEnd;
            _left = length;
            _isOut = false;
            StartChunk();
        }

        /// <summary>Writes a part of the body.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes.</param>
        /// <returns>To be awaited. Given up while it waits, it ends the response: the client is to see that it is not whole.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array.</exception>
        /// <exception cref="InvalidOperationException">No response was started, it has ended, or this is more than was said.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public async Coroutine WriteAsync(byte[] buffer, int offset, int count)
        {
            if (buffer == null || (offset | count) < 0 || count > buffer.Length - offset)
            {
                throw buffer == null ? new ArgumentNullException(nameof(buffer)) : (Exception)new ArgumentOutOfRangeException(nameof(count));
            }

            if (_state < Fixed || (_state == Fixed && count > _left))
            {
                throw new InvalidOperationException(_state == Fixed ? "longer than was said" : "no response started");
            }

            if (_state == Fixed)
            {
                _left -= count;
            }

            if (!HasBody)
            {
                return;
            }

            while (count > 0)
            {
                int room = Room;

                if (room <= 0)
                {
                    await FlushAsync();
                    room = Room;
                }

                int part = count < room ? count : room;
                Array.Copy(buffer, offset, _out, _count, part);
                _count += part;
                offset += part;
                count -= part;
            }
        }

        /// <summary>Writes a part of the body: text, in UTF-8.</summary>
        /// <param name="text">The text.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        /// <exception cref="InvalidOperationException">No response was started, it has ended, or this is more than was said.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine WriteAsync(string text)
        {
            byte[] bytes = s_utf8.GetBytes(text ?? throw new ArgumentNullException(nameof(text)));
            return WriteAsync(bytes, 0, bytes.Length);
        }

        /// <summary>Sends what was written so far.</summary>
        /// <returns>To be awaited.</returns>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public async Coroutine FlushAsync()
        {
            if (_state < Fixed)
            {
                return;
            }

            EndChunk();

            if (_count > 0)
            {
                _isOut = true;
                await SendAsync(_out, 0, _count);
            }

            StartChunk();
        }

        /// <summary>
        /// Hands the connection over to the handler, which answers on it by itself: the server writes nothing to it any more, and closes it
        /// when the handler has ended.
        /// </summary>
        /// <returns>The connection, without a deadline. What has come behind the request is in its buffer.</returns>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        public TcpConnection TakeConnection()
        {
            CheckNotResponded();
            _state = Taken;
            KeepAlive = false;
            Connection.MakesRoom = false;
            Connection.SetDeadline(System.Threading.Timeout.Infinite);
            return Connection;
        }

        /// <summary>Sends what is left of a response that was started.</summary>
        internal async Coroutine EndResponseAsync()
        {
            if (_state == Fixed && _left > 0 && HasBody)
            {
                // Only the connection's end tells the client.
                KeepAlive = false;
                Connection.Server.Report(new InvalidOperationException("shorter than was said"), RawPath);
            }

            EndChunk();

            if (_state == InChunks && HasBody)
            {
                Put("0\r\n\r\n");
            }

            _state = Ended;

            if (_count > 0)
            {
                await SendAsync(_out, 0, _count);
            }
        }

        internal bool HasEnded => _state == Ended;

        /// <summary>Nothing of a response is out: it can be taken back, and the request's body be asked for before it.</summary>
        internal bool IsUnsent => _state == Idle || (_state >= Fixed && !_isOut);

        internal bool IsTaken => _state == Taken;

        /// <summary>The request was refused where it was not understood: what follows is no request.</summary>
        internal void LoseEnd()
        {
            if (_state != Taken)
            {
                _state = Lost;
            }
        }

        /// <summary>Takes back a response that was started and of which nothing is out.</summary>
        internal void Withdraw()
        {
            if (IsUnsent)
            {
                _state = Idle;
            }
        }

        // A response was begun, and has not come to its end.
        internal bool IsResponding => _state >= Fixed;

        private int Room => _out.Length - _count - (_state == InChunks ? ChunkEnd + ChunkHead : 0);

        private void StartChunk()
        {
            if (_state == InChunks)
            {
                _count += ChunkHead;
                _chunk = _count;
            }
        }

        private void EndChunk()
        {
            if (_state != InChunks)
            {
                return;
            }

            int length = _count - _chunk;

            if (length == 0)
            {
                _count -= ChunkHead;
                return;
            }

            _out[_chunk - 6] = (byte)HexadecimalDigits[(length >> 12) & 15];
            _out[_chunk - 5] = (byte)HexadecimalDigits[(length >> 8) & 15];
            _out[_chunk - 4] = (byte)HexadecimalDigits[(length >> 4) & 15];
            _out[_chunk - 3] = (byte)HexadecimalDigits[length & 15];
            _out[_chunk - 2] = (byte)'\r';
            _out[_chunk - 1] = (byte)'\n';
            _out[_count++] = (byte)'\r';
            _out[_count++] = (byte)'\n';
        }
    }
}
