extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What hangs on the device's SPI buses 1 and 2. Where nothing does, 0 is read. For any thread.</summary>
    public static class DeviceSpi
    {
        /// <summary>Attaches a target, in the place of one that was there.</summary>
        /// <param name="bus">1 or 2.</param>
        /// <param name="chipSelect">The pin that chooses it; -1 for one whose line the program drives itself.</param>
        /// <param name="target">What it does. Words of 16 bits come and go with their higher byte first.</param>
        /// <exception cref="ArgumentException">There is no such bus.</exception>
        public static void Attach(int bus, int chipSelect, BusTarget target)
        {
            ArgumentNullException.ThrowIfNull(target);
            SpiBank.Attach(bus, chipSelect, (written, count) => target(written, count) ?? []);
        }

        /// <summary>Attaches a target that answers with what was written: output wired to input.</summary>
        /// <exception cref="ArgumentException">There is no such bus.</exception>
        public static void AttachEcho(int bus, int chipSelect) => Attach(bus, chipSelect, (written, _) => written);

        /// <summary>Takes a target away.</summary>
        public static void Detach(int bus, int chipSelect) => SpiBank.Detach(bus, chipSelect);
    }
}
