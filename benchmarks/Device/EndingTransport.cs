using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>Has something to read so many times, then it ends.</summary>
    public sealed class EndingTransport : Transport
    {
        private int _left;

        /// <summary>Creates one.</summary>
        /// <param name="reads">How often it can be read.</param>
        public EndingTransport(int reads)
        {
            _left = reads;
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0)
            {
                return 0;
            }

            _left--;
            return count;
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            return count;
        }

        /// <inheritdoc/>
        public override void Close()
        {
        }
    }
}
