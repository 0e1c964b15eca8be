namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What an I2C or SPI target does with one transfer. Called on the program's thread, one at a time.</summary>
    /// <param name="written">What the program has written; empty when it only reads.</param>
    /// <param name="readCount">How many bytes it reads.</param>
    /// <returns>The bytes that it reads; fewer are filled up with what an open line gives. Null, of an I2C target, for no acknowledgement.</returns>
    public delegate byte[]? BusTarget(byte[] written, int readCount);
}
