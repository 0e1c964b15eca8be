using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>The write of a stream that is under way: it goes on chunk by chunk without its coroutine.</summary>
    internal sealed class WriteOperation : SocketOperation
    {
        // So many chunks at a time; then the others have their turn.
        private const int MaxChunks = 4;

        private readonly AsyncStream _stream;
        private byte[] _buffer;
        private int _offset;
        private int _end;
        private int _total;

        internal WriteOperation(AsyncStream stream, Socket polled)
        {
            _stream = stream;
            _polled = polled;
            _mode = SelectMode.SelectWrite;
        }

        internal WriteOperation Arm(byte[] buffer, int offset, int count)
        {
            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine writes this stream");
            }

            _buffer = buffer;
            _offset = offset;
            _end = offset + count;
            _total = count;
            return this;
        }

        /// <summary>The time is up: who waits gets a TimeoutException. False when it is done already.</summary>
        internal bool Expire()
        {
            if (Outcome != Pending)
            {
                return false;
            }

            Socket polled = _polled;
            _end = -1;
            _polled = null;
            Retry();
            _polled = polled;
            return true;
        }

        protected override int Try()
        {
            int left = _end - _offset;

            if (left <= 0)
            {
                if (left < 0)
                {
                    throw new TimeoutException();
                }

                // Of nothing: only a closed stream has something against it.
                return _stream.IsClosed ? throw AsyncStream.Closed() : 0;
            }

            for (int i = 0; i < MaxChunks; i++)
            {
                int taken = _stream.WriteNow(_buffer, _offset, left);

                if (taken == 0)
                {
                    return Pending;
                }

                _offset += taken;
                left -= taken;

                if (left == 0)
                {
                    _buffer = null;
                    return _total;
                }

                if (left < 0 || taken < 0)
                {
                    throw AsyncStream.Miscounted();
                }
            }

            return Pending;
        }
    }
}
