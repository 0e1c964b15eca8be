using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>The receiving of a part of a message that is under way.</summary>
    internal sealed class ReceiveOperation : SocketOperation
    {
        private readonly WebSocket _socket;
        private byte[] _buffer;
        private int _offset;
        private int _count;

        internal ReceiveOperation(WebSocket socket)
        {
            _socket = socket;
        }

        internal ReceiveOperation Arm(byte[] buffer, int offset, int count)
        {
            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine receives");
            }

            _buffer = buffer;
            _offset = offset;
            _count = count;
            return this;
        }

        /// <inheritdoc/>
        protected override int FindReady(IoOperation[] parked, int index, int count)
        {
            if (_socket.CanReceive())
            {
                return index;
            }

            index++;
            return index == count ? count : base.FindReady(parked, index, count);
        }

        protected override int Try()
        {
            return _socket.Receive(_buffer, _offset, _count);
        }

        // Nothing of a message is lost by a cancellation.
        protected override void Undo(int result)
        {
            _socket.PutBack(_buffer, _offset, result);
            _buffer = null;
        }
    }
}
