extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What a conversion at the device's analogue inputs gives: 0 to 4095, 0 until set. For any thread.</summary>
    public static class DeviceAdc
    {
        /// <summary>Gets how many channels there are, numbered from 0.</summary>
        public static int ChannelCount => AdcBank.Channels;

        /// <summary>Gets the largest value.</summary>
        public static int Maximum => AdcBank.Maximum;

        /// <summary>Sets a channel to a value; one out of range is read as the nearest in it.</summary>
        /// <exception cref="ArgumentException">There is no such channel.</exception>
        public static void Set(int channel, int value) => AdcBank.Set(channel, _ => value);

        /// <summary>Sets a channel to a function of the device's time in ms, called at each conversion on the program's thread.</summary>
        /// <exception cref="ArgumentException">There is no such channel.</exception>
        public static void Set(int channel, Func<long, int> value)
        {
            ArgumentNullException.ThrowIfNull(value);
            AdcBank.Set(channel, value);
        }

        /// <summary>Has a channel go evenly from one value to another, from now on, and stay there.</summary>
        /// <param name="channel">Which.</param>
        /// <param name="from">The first value.</param>
        /// <param name="to">The last value.</param>
        /// <param name="milliseconds">How long it takes, in the device's time.</param>
        /// <exception cref="ArgumentException">There is no such channel.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is not positive.</exception>
        public static void Ramp(int channel, int from, int to, int milliseconds)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(milliseconds);
            long start = DeviceClock.Milliseconds;
            AdcBank.Set(channel, now => from + (int)((to - from) * Math.Clamp(now - start, 0L, milliseconds) / milliseconds));
        }
    }
}
