using System.Globalization;
using UAsyncio.VirtualDevice.Peripherals;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>An I2C target of registers.</summary>
    internal static class I2cScript
    {
        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("bus", "address", "registers");
            int bus = element.Number("bus", 1, 2);
            int address = element.Number("address", 0, 127);
            I2cRegisters registers = new();
            foreach ((string name, ScriptElement value) in element["registers"].Properties())
            {
                registers.Set(ReadRegister(name, value), value.Bytes());
            }

            script.Add(() => DeviceI2c.Attach(bus, address, registers.Transfer));
        }

        private static byte ReadRegister(string name, ScriptElement value)
        {
            return name.StartsWith("0x", System.StringComparison.OrdinalIgnoreCase)
                && byte.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte hex) ? hex
                : byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number
                : throw value.Error($"\"{name}\" is no register; registers are numbers from 0 to 255, as in \"0xD0\"");
        }
    }
}
