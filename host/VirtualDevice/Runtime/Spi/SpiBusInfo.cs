namespace System.Device.Spi
{
    public sealed class SpiBusInfo
    {
        internal SpiBusInfo()
        {
        }

        // An ESP32's.
        public int MaxClockFrequency => 40000000;

        public int MinClockFrequency => 78125;
    }
}
