using System.Device.Gpio;

namespace System.Device.Spi
{
    public sealed class SpiConnectionSettings
    {
        public SpiConnectionSettings(int busId, int chipSelectLine = -1)
        {
            BusId = busId;
            ChipSelectLine = chipSelectLine;
        }

        internal SpiConnectionSettings(SpiConnectionSettings other)
            : this(other.BusId, other.ChipSelectLine)
        {
            ChipSelectLineActiveState = other.ChipSelectLineActiveState;
            ClockFrequency = other.ClockFrequency;
            Configuration = other.Configuration;
            DataBitLength = other.DataBitLength;
            DataFlow = other.DataFlow;
            Mode = other.Mode;
        }

        public int BusId { get; set; }

        public int ChipSelectLine { get; set; }

        public PinValue ChipSelectLineActiveState { get; set; }

        public int ClockFrequency { get; set; } = 500000;

        public SpiBusConfiguration Configuration { get; set; }

        public int DataBitLength { get; set; } = 8;

        public DataFlow DataFlow { get; set; }

        public SpiMode Mode { get; set; }
    }
}
