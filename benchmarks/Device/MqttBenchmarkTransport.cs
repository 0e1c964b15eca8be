using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>A broker: it accepts, answers pings, and acknowledges each message of QoS 1 with what it has of its number.</summary>
    internal sealed class MqttBenchmarkTransport : Transport
    {
        // The header, the topic with its length: there the number is.
        private const int NumberAt = 2 + 2 + 19;

        private readonly byte[] _answers = new byte[256];
        private int _count;

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            int ready = _count;

            if (ready == 0)
            {
                return -1;
            }

            System.Array.Copy(_answers, 0, buffer, offset, ready);
            _count = 0;
            return ready;
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            int end = offset + count;

            for (int at = offset; at < end; at += 2 + buffer[at + 1])
            {
                int type = buffer[at] >> 4;

                if (type == 1)
                {
                    _answers[0] = 0x20;
                    _answers[1] = 3;
                    _count = 5;
                }
                else if (type == 12)
                {
                    _answers[_count] = 0xD0;
                    _answers[_count + 1] = 0;
                    _count += 2;
                }
                else if (buffer[at] == 0x32)
                {
                    _answers[_count] = 0x40;
                    _answers[_count + 1] = 2;
                    _answers[_count + 2] = buffer[at + NumberAt];
                    _answers[_count + 3] = buffer[at + NumberAt + 1];
                    _count += 4;
                }
            }

            return count;
        }

        /// <inheritdoc/>
        protected override bool CanRead()
        {
            return _count > 0;
        }

        /// <inheritdoc/>
        public override void Close()
        {
        }
    }
}
