extern alias device;

using System;
using device::System.Device.I2c;
using device::System.Device.Spi;
using UAsyncio.VirtualDevice.Peripherals;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Peripherals
{
    public sealed class BusTests : IDisposable
    {
        public void Dispose() => Device.Restart();

        [Fact]
        public void I2c_registers_are_written_and_read_in_a_row()
        {
            I2cRegisters registers = DeviceI2c.AttachRegisters(1, 0x76);
            registers.Set(0xD0, 0x58, 1, 2);
            I2cDevice device = I2cDevice.Create(new I2cConnectionSettings(1, 0x76));
            byte[] read = new byte[3];
            I2cTransferResult result = device.WriteRead(new byte[] { 0xD0 }, read);
            Assert.Equal((I2cTransferStatus.FullTransfer, 4u), (result.Status, result.BytesTransferred));
            Assert.Equal([0x58, 1, 2], read);
            device.Write(new byte[] { 0xFF, 9, 8 });
            Assert.Equal((9, 8), (registers[0xFF], registers[0]));
            device.WriteByte(0xD1);
            Assert.Equal(1, device.ReadByte());
            Assert.Equal(2, device.ReadByte());
        }

        [Fact]
        public void An_I2c_address_where_nothing_is_is_not_acknowledged()
        {
            I2cDevice device = new(new I2cConnectionSettings(2, 0x10, I2cBusSpeed.StandardMode));
            I2cTransferResult result = device.WriteByte(1);
            Assert.Equal((I2cTransferStatus.SlaveAddressNotAcknowledged, 0u), (result.Status, result.BytesTransferred));
            DeviceI2c.Attach(2, 0x10, (_, _) => [5]);
            byte[] read = new byte[2];
            device.Read(read);
            Assert.Equal([5, 0xFF], read);
            DeviceI2c.Detach(2, 0x10);
            Assert.Equal(I2cTransferStatus.SlaveAddressNotAcknowledged, device.Read(read).Status);
            Assert.Throws<ArgumentException>(() => new I2cDevice(new I2cConnectionSettings(3, 1)));
        }

        [Fact]
        public void Spi_reads_what_the_target_answers()
        {
            DeviceSpi.AttachEcho(1, 5);
            using SpiDevice device = SpiDevice.Create(new SpiConnectionSettings(1, 5));
            byte[] read = new byte[3];
            device.TransferFullDuplex(new byte[] { 1, 2, 3 }, read);
            Assert.Equal([1, 2, 3], read);
            ushort[] words = new ushort[1];
            device.TransferFullDuplex(new ushort[] { 0x1234 }, words);
            Assert.Equal(0x1234, words[0]);
            DeviceSpi.Attach(1, 5, (written, count) => [(byte)written.Length, (byte)count]);
            device.Read(read);
            Assert.Equal([0, 3, 0], read);
            DeviceSpi.Detach(1, 5);
            Assert.Equal(0, device.ReadByte());
        }

        [Fact]
        public void A_chip_select_line_has_one_device()
        {
            SpiConnectionSettings settings = new(1, 5) { Configuration = SpiBusConfiguration.HalfDuplex };
            SpiDevice device = new(settings);
            Assert.Throws<SpiDeviceAlreadyInUseException>(() => new SpiDevice(settings));
            Assert.Throws<InvalidOperationException>(() => device.TransferFullDuplex(new byte[1], new byte[1]));
            device.Dispose();
            new SpiDevice(settings).Dispose();
            Assert.Throws<ArgumentException>(() => new SpiDevice(new SpiConnectionSettings(0, 5)));
        }
    }
}
