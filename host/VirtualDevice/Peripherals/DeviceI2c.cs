extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What hangs on the device's I2C buses 1 and 2. An address where nothing does is not acknowledged. For any thread.</summary>
    public static class DeviceI2c
    {
        /// <summary>Attaches a target, in the place of one that was there.</summary>
        /// <param name="bus">1 or 2.</param>
        /// <param name="address">7 bits.</param>
        /// <param name="target">What it does.</param>
        /// <exception cref="ArgumentException">There is no such bus.</exception>
        public static void Attach(int bus, int address, BusTarget target)
        {
            ArgumentNullException.ThrowIfNull(target);
            I2cBank.Attach(bus, address, (written, count) => target(written, count)!);
        }

        /// <summary>Attaches a target that is a map of registers.</summary>
        /// <param name="bus">1 or 2.</param>
        /// <param name="address">7 bits.</param>
        /// <returns>Its registers, all 0.</returns>
        /// <exception cref="ArgumentException">There is no such bus.</exception>
        public static I2cRegisters AttachRegisters(int bus, int address)
        {
            I2cRegisters registers = new();
            Attach(bus, address, registers.Transfer);
            return registers;
        }

        /// <summary>Takes a target away.</summary>
        public static void Detach(int bus, int address) => I2cBank.Detach(bus, address);
    }
}
