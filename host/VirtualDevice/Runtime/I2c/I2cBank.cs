using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What hangs on the I2C buses.
    internal static class I2cBank
    {
        private const int LastBus = 2;

        private static readonly Dictionary<(int Bus, int Address), BusAnswer> s_targets = new Dictionary<(int Bus, int Address), BusAnswer>();

        public static void CheckBus(int bus)
        {
            if (bus < 1 || bus > LastBus)
            {
                throw new ArgumentException();
            }
        }

        public static void Attach(int bus, int address, BusAnswer answer)
        {
            CheckBus(bus);
            lock (s_targets)
            {
                s_targets[(bus, address)] = answer;
            }
        }

        public static void Detach(int bus, int address)
        {
            lock (s_targets)
            {
                s_targets.Remove((bus, address));
            }
        }

        public static byte[] Transfer(int bus, int address, byte[] written, int readCount)
        {
            DeviceStop.Pass();

            // One transfer at a time, as on the wires.
            lock (s_targets)
            {
                return s_targets.TryGetValue((bus, address), out BusAnswer answer) ? answer(written, readCount) : null;
            }
        }

        public static void Unplug()
        {
            lock (s_targets)
            {
                s_targets.Clear();
            }
        }
    }
}
