namespace System.Device.Spi
{
    public class SpiDeviceAlreadyInUseException : Exception
    {
        public override string ToString() => Message;
    }
}
