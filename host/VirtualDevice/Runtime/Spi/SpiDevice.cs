using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Spi
{
    public class SpiDevice : IDisposable
    {
        private readonly SpiConnectionSettings _settings;
        private bool _isDisposed;

        public SpiDevice(SpiConnectionSettings settings)
        {
            _settings = new SpiConnectionSettings(settings);
            if (!SpiBank.TryOpen(_settings.BusId, _settings.ChipSelectLine))
            {
                _isDisposed = true;
                throw new SpiDeviceAlreadyInUseException();
            }
        }

        ~SpiDevice()
        {
            Dispose(false);
        }

        public SpiConnectionSettings ConnectionSettings => new SpiConnectionSettings(_settings);

        public static SpiDevice Create(SpiConnectionSettings settings) => new SpiDevice(settings);

        public static SpiBusInfo GetBusInfo(int busId) => new SpiBusInfo();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public void Read(SpanByte buffer) => Transfer(Array.Empty<byte>(), buffer);

        public void Read(ushort[] buffer) => Transfer(null, buffer);

        public byte ReadByte()
        {
            byte[] buffer = new byte[1];
            Read(buffer);
            return buffer[0];
        }

        public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer)
        {
            CheckFullDuplex();
            Transfer(writeBuffer.ToArray(), readBuffer);
        }

        public void TransferFullDuplex(ushort[] writeBuffer, ushort[] readBuffer)
        {
            CheckFullDuplex();
            Transfer(writeBuffer, readBuffer);
        }

        public void Write(SpanByte buffer) => Transfer(buffer.ToArray(), SpanByte.Empty);

        public void Write(ushort[] buffer) => Transfer(buffer, null);

        public void WriteByte(byte value) => Transfer(new[] { value }, SpanByte.Empty);

        protected void Dispose(bool disposing)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                SpiBank.Close(_settings.BusId, _settings.ChipSelectLine);
            }
        }

        private void CheckFullDuplex()
        {
            if (_settings.Configuration != SpiBusConfiguration.FullDuplex)
            {
                throw new InvalidOperationException();
            }
        }

        // Words go over the wire with their higher byte first.
        private void Transfer(ushort[] written, ushort[] read)
        {
            byte[] bytes = new byte[written == null ? 0 : 2 * written.Length];
            for (int i = 0; i < bytes.Length; i += 2)
            {
                bytes[i] = (byte)(written[i / 2] >> 8);
                bytes[i + 1] = (byte)written[i / 2];
            }

            byte[] answer = new byte[read == null ? 0 : 2 * read.Length];
            Transfer(bytes, answer);
            for (int i = 0; i < answer.Length; i += 2)
            {
                read[i / 2] = (ushort)((answer[i] << 8) | answer[i + 1]);
            }
        }

        private void Transfer(byte[] written, SpanByte read)
        {
            byte[] answer = SpiBank.Transfer(_settings.BusId, _settings.ChipSelectLine, written, read.Length);
            for (int i = 0; i < read.Length; i++)
            {
                read[i] = i < answer.Length ? answer[i] : (byte)0;
            }
        }
    }
}
