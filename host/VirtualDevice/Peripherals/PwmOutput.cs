namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What a PWM output does.</summary>
    /// <param name="IsRunning">Whether it has been started.</param>
    /// <param name="Frequency">Pulses a second.</param>
    /// <param name="DutyCycle">The part of the time in which it is high, from 0 to 1.</param>
    public readonly record struct PwmOutput(bool IsRunning, int Frequency, double DutyCycle);
}
