using System;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>The sending of a frame that is under way.</summary>
    internal sealed class SendOperation : IoOperation
    {
        private readonly WebSocket _socket;
        private byte[] _buffer;
        private int _offset;
        private int _left;
        private int _count;
        private int _first;

        internal SendOperation(WebSocket socket)
        {
            _socket = socket;
        }

        /// <summary>How many bytes of what is sent are not in the buffer yet.</summary>
        internal int Left => _left;

        internal SendOperation Arm(int first, byte[] buffer, int offset, int count)
        {
            if (IsBusy)
            {
                throw new InvalidOperationException("another coroutine sends");
            }

            _buffer = buffer;
            _offset = offset;
            _left = _count = count;
            _first = first;
            return this;
        }

        protected override int Try()
        {
            if (_first >= 0)
            {
                int waiting = _socket.PutWhole(_first, _buffer, _offset, _count);

                if (waiting >= 0)
                {
                    // By stores alone: what is out is not to be sent again.
                    _left = 0;
                    _first = -1;
                    return waiting > 0 ? Pending : _count;
                }

                if (!_socket.StartFrame(_first, _count))
                {
                    return Pending;
                }

                _first = -1;
            }

            int taken = _socket.PutPayload(_buffer, _offset, _left);
            _offset += taken;
            _left -= taken;
            return _left == 0 && _socket.EndFrame() ? _count : Pending;
        }

        // A frame of which a part is out cannot be taken back: the connection ends.
        protected override bool Unpark(Coroutine waiter)
        {
            bool parked = base.Unpark(waiter);

            if (parked && _first < 0)
            {
                _socket.Dispose();
            }
            else if (parked)
            {
                // Nothing of it is out: the message is what it was before. By a store alone, which memory cannot be too short for.
                _socket._sendsParts = (_first & ~Opcode.Final) == Opcode.Continuation;
            }

            return parked;
        }
    }
}
