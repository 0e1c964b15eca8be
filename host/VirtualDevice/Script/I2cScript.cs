using System;
using System.Collections.Generic;
using System.Globalization;
using UAsyncio.VirtualDevice.Peripherals;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>An I2C target of registers, or one that answers commands.</summary>
    internal static class I2cScript
    {
        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("bus", "address", "registers", "answers");
            int bus = element.Number("bus", 1, 2);
            int address = element.Number("address", 0, 127);
            if (element.Has("registers") == element.Has("answers"))
            {
                throw element.Error("either \"registers\" or \"answers\" belongs here");
            }

            BusTarget target = element.Has("answers") ? ReadAnswers(element) : ReadRegisters(element["registers"]).Transfer;
            script.Add(() => DeviceI2c.Attach(bus, address, target));
        }

        private static I2cRegisters ReadRegisters(ScriptElement element)
        {
            I2cRegisters registers = new();
            foreach ((string name, ScriptElement value) in element.Properties())
            {
                registers.Set(ReadRegister(name, value), value.Bytes());
            }

            return registers;
        }

        // The command is what was written last, with the read or before it.
        private static BusTarget ReadAnswers(ScriptElement element)
        {
            List<(byte[] To, byte[] Bytes)> answers = [];
            foreach (ScriptElement one in element.List("answers"))
            {
                one.Expect("to", "bytes");
                answers.Add((one["to"].Bytes(), one["bytes"].Bytes()));
            }

            byte[] command = [];
            return (written, readCount) =>
            {
                command = written.Length > 0 ? written : command;
                return answers.Find(answer => command.AsSpan().StartsWith(answer.To)).Bytes ?? [];
            };
        }

        private static byte ReadRegister(string name, ScriptElement value)
        {
            return name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                && byte.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte hex) ? hex
                : byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number
                : throw value.Error($"\"{name}\" is no register; registers are numbers from 0 to 255, as in \"0xD0\"");
        }
    }
}
