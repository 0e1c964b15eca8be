using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>Always has something to read and always takes everything: what is left is what the stream costs.</summary>
    public sealed class FakeTransport : Transport
    {
        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
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
