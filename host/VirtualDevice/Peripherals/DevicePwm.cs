extern alias device;

using System;
using device::System.Device.Pwm;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>The device's PWM outputs from outside: what an oscilloscope is on a board. For any thread.</summary>
    public static class DevicePwm
    {
        /// <summary>Raised when an output that was made from a pin has changed: with the pin, on the thread that made the change.</summary>
        public static event Action<int>? Changed;

        static DevicePwm()
        {
            PwmBank.Changed += (pin, _, _) =>
            {
                if (pin >= 0)
                {
                    Changed?.Invoke(pin);
                }
            };
        }

        /// <summary>Gets what the output at a pin does; null when the program has made none there.</summary>
        public static PwmOutput? OfPin(int pin) => Of(PwmBank.Find(pin, 0, 0));

        /// <summary>Gets what the output of a timer and channel does; null when the program has made none there.</summary>
        public static PwmOutput? OfChannel(int chip, int channel) => Of(PwmBank.Find(-1, chip, channel));

        private static PwmOutput? Of(PwmChannel? channel)
        {
            return channel == null ? null : new PwmOutput(channel.IsRunning, channel.Frequency, channel.DutyCycle);
        }
    }
}
