namespace System.Device.Adc
{
    public abstract class AdcChannelBase
    {
        public AdcController Controller { get; private protected set; }

        public double ReadRatio() => ReadValue() / (double)Controller.MaxValue;

        public abstract int ReadValue();
    }
}
