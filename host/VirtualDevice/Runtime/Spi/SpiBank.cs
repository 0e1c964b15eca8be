using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What hangs on the SPI buses, by chip select line; -1 is a device whose line the program drives itself.
    internal static class SpiBank
    {
        private const int LastBus = 2;

        private static readonly Dictionary<(int Bus, int ChipSelect), BusAnswer> s_targets = new Dictionary<(int Bus, int ChipSelect), BusAnswer>();
        private static readonly HashSet<(int Bus, int ChipSelect)> s_open = new HashSet<(int Bus, int ChipSelect)>();

        public static void CheckBus(int bus)
        {
            if (bus < 1 || bus > LastBus)
            {
                throw new ArgumentException();
            }
        }

        // False when another has the chip select line.
        public static bool TryOpen(int bus, int chipSelect)
        {
            CheckBus(bus);
            if (chipSelect < -1)
            {
                throw new ArgumentException();
            }

            lock (s_targets)
            {
                return chipSelect == -1 || s_open.Add((bus, chipSelect));
            }
        }

        public static void Close(int bus, int chipSelect)
        {
            lock (s_targets)
            {
                s_open.Remove((bus, chipSelect));
            }
        }

        public static void Attach(int bus, int chipSelect, BusAnswer answer)
        {
            CheckBus(bus);
            lock (s_targets)
            {
                s_targets[(bus, chipSelect)] = answer;
            }
        }

        public static void Detach(int bus, int chipSelect)
        {
            lock (s_targets)
            {
                s_targets.Remove((bus, chipSelect));
            }
        }

        public static byte[] Transfer(int bus, int chipSelect, byte[] written, int readCount)
        {
            DeviceStop.Pass();
            lock (s_targets)
            {
                return s_targets.TryGetValue((bus, chipSelect), out BusAnswer answer) ? answer(written, readCount) : Array.Empty<byte>();
            }
        }

        public static void Restart()
        {
            lock (s_targets)
            {
                s_open.Clear();
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
