namespace System.Device.Pwm
{
    public enum PwmPulsePolarity
    {
        ActiveHigh = 0,
        ActiveLow = 1,
    }
}
