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

        // It has not been tried yet.
        private bool _isNew;

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
            _isNew = true;
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
            if (_isNew)
            {
                _isNew = false;

                if (_socket.IsIdle)
                {
                    // The next message is seldom there already: the poller, which asks for it in this pass, does so alone.
                    return Pending;
                }
            }

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
