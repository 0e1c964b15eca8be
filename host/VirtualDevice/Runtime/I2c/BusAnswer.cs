namespace UAsyncio.VirtualDevice.Runtime
{
    // What hangs on an I2C or SPI bus: takes what was written, and how many bytes are read. Null, on I2C, for no acknowledgement.
    internal delegate byte[] BusAnswer(byte[] written, int readCount);
}
