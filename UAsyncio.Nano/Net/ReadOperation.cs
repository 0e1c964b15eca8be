using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>The read of a stream that is under way.</summary>
    internal sealed class ReadOperation : SocketOperation
    {
        // What a read waits for: what is there, or more in the stream's own buffer. Above: exactly so many bytes.
        internal const int Any = 0;
        internal const int Fill = -1;

        internal byte[] _buffer;

        // Where to put the next bytes, and how many at most. Below 0: its time is up.
        internal int _offset;
        internal int _count;
        internal int _wanted;

        private readonly AsyncStream _stream;

        internal ReadOperation(AsyncStream stream, Socket polled)
        {
            _stream = stream;
            _polled = polled;
        }

        /// <summary>The time is up: who waits gets a TimeoutException, and nothing that has come is lost. False when it is done already.</summary>
        internal bool Expire()
        {
            if (Outcome != Pending)
            {
                return false;
            }

            Socket polled = _polled;
            PutBack();
            _count = -1;
            _polled = null;
            Retry();
            _polled = polled;
            return true;
        }

        protected override int Try()
        {
            AsyncStream stream = _stream;

            for (; ; )
            {
                Transport transport = stream._transport;
                int count = _count;

                if (transport == null)
                {
                    throw AsyncStream.Closed();
                }

                if (count <= 0)
                {
                    return count == 0 ? 0 : throw new TimeoutException();
                }

                int wanted = _wanted;
                int read = stream._end != 0 && wanted != Fill ? stream.TakeBuffered(_buffer, _offset, count) : transport.Read(_buffer, _offset, count);

                if ((uint)read > (uint)count)
                {
                    if (read != Pending)
                    {
                        throw AsyncStream.Miscounted();
                    }
                }
                else
                {
                    stream._moved += read;
                }

                if (wanted == Any)
                {
                    return read;
                }

                if (wanted == Fill)
                {
                    if (read > 0)
                    {
                        if (_offset != stream._end)
                        {
                            // All that was there has been consumed meanwhile: it begins here.
                            stream._start = stream._end = _offset;
                        }

                        stream._end += read;
                    }

                    return read;
                }

                if (read <= 0)
                {
                    return read < 0 ? Pending : throw new EndOfStreamException(wanted - count);
                }

                // By stores alone: what was taken counts.
                _offset += read;
                _count = count - read;

                if (_count == 0)
                {
                    return wanted;
                }
            }
        }

        /// <inheritdoc/>
        protected override bool Unpark(Coroutine waiter)
        {
            Socket polled = _polled;

            if (_count > 0)
            {
                // It is not done. Whoever reads next gets what has come; and if the rest fails, it goes on with what is back, without a word
                // from its socket.
                PutBack();
                _polled = null;
            }

            bool waited = base.Unpark(waiter);
            _polled = polled;
            return waited;
        }

        protected override void Undo(int result)
        {
            if (_wanted > 0)
            {
                PutBack();
            }
            else if (_wanted == Any)
            {
                _stream.Unread(_buffer, _offset, result);
            }
        }

        // What a read of exactly so many bytes has taken.
        protected override void PutBack()
        {
            int taken = _wanted - _count;

            if (_wanted > 0 && taken > 0)
            {
                _stream.Unread(_buffer, _offset - taken, taken);
                Commit.Begin();
                _offset -= taken;
                _count = _wanted;
                Commit.End();
            }
        }
    }
}
