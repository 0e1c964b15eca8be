using System;
using System.Collections.Generic;
using System.Device.Pwm;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The PWM outputs that programs have made, by pin, or by timer and channel.
    internal static class PwmBank
    {
        private static readonly Dictionary<(int Pin, int Chip, int Channel), PwmChannel> s_channels = new Dictionary<(int Pin, int Chip, int Channel), PwmChannel>();

        // With the output's pin, timer and channel.
        public static event Action<int, int, int> Changed;

        public static PwmChannel Find(int pin, int chip, int channel)
        {
            lock (s_channels)
            {
                return s_channels.GetValueOrDefault((pin, chip, channel));
            }
        }

        public static void Set(int pin, int chip, int channel, PwmChannel output)
        {
            lock (s_channels)
            {
                s_channels[(pin, chip, channel)] = output;
            }
        }

        public static void Report(int pin, int chip, int channel)
        {
            if (!SimulatedTime.IsThreadEnding)
            {
                Changed?.Invoke(pin, chip, channel);
            }
        }

        public static void Restart()
        {
            lock (s_channels)
            {
                s_channels.Clear();
            }
        }
    }
}
