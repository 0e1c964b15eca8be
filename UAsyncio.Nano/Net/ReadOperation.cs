using System;

namespace UAsyncio.Nano.Net
{
    /// <summary>The read of a stream that is under way.</summary>
    internal sealed class ReadOperation : IoOperation
    {
        private readonly AsyncStream _stream;
        private byte[] _buffer;
        private int _offset;
        private int _count;

        internal ReadOperation(AsyncStream stream)
        {
            _stream = stream;
        }

        internal ReadOperation Arm(byte[] buffer, int offset, int count)
        {
            CheckFree();

            _buffer = buffer;
            _offset = offset;
            _count = count;
            return this;
        }

        /// <summary>Refuses a second reader.</summary>
        internal void CheckFree()
        {
            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine reads this stream");
            }
        }

        protected override int Try()
        {
            return _stream.ReadNow(_buffer, _offset, _count);
        }

        protected override void Undo(int result)
        {
            _stream.Unread(_buffer, _offset, result);
            _buffer = null;
        }
    }
}
