using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Adc
{
    // An ESP32's: its two converters' channels in a row, 12 bits.
    public class AdcController : AdcControllerBase
    {
        public override int ChannelCount => AdcBank.Channels;

        public override AdcChannelMode ChannelMode { get; set; }

        public override int MaxValue => AdcBank.Maximum;

        public override int MinValue => 0;

        public override int ResolutionInBits => AdcBank.Bits;

        public override bool IsChannelModeSupported(AdcChannelMode channelMode) => channelMode == AdcChannelMode.SingleEnded;

        public override AdcChannel OpenChannel(int channelNumber)
        {
            AdcBank.Check(channelNumber);
            return new AdcChannel(this, channelNumber);
        }
    }
}
