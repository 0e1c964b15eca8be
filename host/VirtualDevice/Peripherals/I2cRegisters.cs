using System;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>
    /// An I2C target of 256 registers of a byte, as most sensors are: the first byte that is written chooses one, the others go into it and
    /// those behind it, and a read begins at the chosen one and goes on behind it.
    /// </summary>
    public sealed class I2cRegisters
    {
        private readonly byte[] _values = new byte[256];
        private byte _chosen;

        /// <summary>Gets or sets a register. For any thread.</summary>
        public byte this[byte register]
        {
            get => _values[register];
            set => _values[register] = value;
        }

        /// <summary>Sets a register and those behind it; behind the last comes the first.</summary>
        public void Set(byte register, params byte[] values)
        {
            foreach (byte value in values)
            {
                _values[register++] = value;
            }
        }

        /// <summary>Does one transfer.</summary>
        public byte[] Transfer(byte[] written, int readCount)
        {
            if (written.Length > 0)
            {
                _chosen = written[0];
                Set(_chosen, written.AsSpan(1).ToArray());
                _chosen += (byte)(written.Length - 1);
            }

            byte[] read = new byte[readCount];
            for (int i = 0; i < readCount; i++)
            {
                read[i] = _values[_chosen++];
            }

            return read;
        }
    }
}
