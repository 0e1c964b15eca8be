using System;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace UAsyncio.Fleet
{
    /// <summary>A link through which bytes trickle for a while, both ways together; then it is as fast as what it leads to.</summary>
    internal sealed class SlowTransport : Transport
    {
        private const int MsPerByte = 20;
        private const int Most = 32;

        private readonly AsyncStream _stream;
        private readonly int _until;
        private int _next;

        /// <param name="stream">Where it leads to; closed with this.</param>
        /// <param name="until">The loop's ticks at which it is fast again.</param>
        internal SlowTransport(AsyncStream stream, int until)
        {
            _stream = stream;
            _until = until;
            _next = EventLoop.Running.Ticks;
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (IsBusy())
            {
                return -1;
            }

            if (_stream.Buffered == 0)
            {
                int came = _stream.TryFill(Most);

                if (came <= 0)
                {
                    return came;
                }
            }

            int read = _stream.Buffered < count ? _stream.Buffered : count;
            Array.Copy(_stream.Buffer, _stream.BufferStart, buffer, offset, read);
            _stream.Consume(read);
            return Passed(read);
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            return IsBusy() ? 0 : Passed(_stream.TryWrite(buffer, offset, count < Most ? count : Most));
        }

        /// <inheritdoc/>
        public override void Close()
        {
            _stream.Dispose();
        }

        private bool IsBusy()
        {
            return _next - EventLoop.Running.Ticks > 0;
        }

        private int Passed(int count)
        {
            int now = EventLoop.Running.Ticks;
            _next = _until - now > 0 ? now + count * MsPerByte : now;
            return count;
        }
    }
}
