using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.I2c
{
    // After Dispose it goes on working, as on a device while the bus has another user.
    public class I2cDevice : IDisposable
    {
        public I2cDevice(I2cConnectionSettings settings)
        {
            I2cBank.CheckBus(settings.BusId);
            ConnectionSettings = settings;
        }

        ~I2cDevice()
        {
        }

        public I2cConnectionSettings ConnectionSettings { get; }

        public static I2cDevice Create(I2cConnectionSettings settings) => new I2cDevice(settings);

        public void Dispose() => GC.SuppressFinalize(this);

        public I2cTransferResult Read(SpanByte buffer) => Transfer(SpanByte.Empty, buffer);

        public byte ReadByte()
        {
            byte[] buffer = new byte[1];
            Transfer(SpanByte.Empty, buffer);
            return buffer[0];
        }

        public I2cTransferResult Write(SpanByte buffer) => Transfer(buffer, SpanByte.Empty);

        public I2cTransferResult WriteByte(byte value) => Transfer(new[] { value }, SpanByte.Empty);

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => Transfer(writeBuffer, readBuffer);

        private I2cTransferResult Transfer(SpanByte written, SpanByte read)
        {
            byte[] answer = I2cBank.Transfer(ConnectionSettings.BusId, ConnectionSettings.DeviceAddress, written.ToArray(), read.Length);
            if (answer == null)
            {
                return new I2cTransferResult(I2cTransferStatus.SlaveAddressNotAcknowledged, 0);
            }

            // Where the target says nothing the line stays high.
            for (int i = 0; i < read.Length; i++)
            {
                read[i] = i < answer.Length ? answer[i] : (byte)0xFF;
            }

            return new I2cTransferResult(I2cTransferStatus.FullTransfer, written.Length + read.Length);
        }
    }
}
