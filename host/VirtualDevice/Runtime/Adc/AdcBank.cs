using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The voltages at the analogue inputs, as the numbers that a conversion gives.
    internal static class AdcBank
    {
        public const int Channels = 20;
        public const int Maximum = 4095;
        public const int Bits = 12;

        private static readonly Func<long, int>[] s_inputs = new Func<long, int>[Channels];

        public static void Check(int channel)
        {
            if ((uint)channel >= Channels)
            {
                throw new ArgumentException();
            }
        }

        // A function of the device's time in ms; null for 0.
        public static void Set(int channel, Func<long, int> input)
        {
            Check(channel);
            s_inputs[channel] = input;
        }

        public static int Read(int channel)
        {
            DeviceStop.Pass();
            return Math.Clamp(s_inputs[channel]?.Invoke(DeviceClock.Milliseconds) ?? 0, 0, Maximum);
        }

        public static void Unplug() => Array.Clear(s_inputs, 0, Channels);
    }
}
