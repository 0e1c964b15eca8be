using System;
using System.Collections.Generic;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Peripherals;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>An SPI target that echoes, or answers what begins with certain bytes.</summary>
    internal static class SpiScript
    {
        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("bus", "chipSelect", "echo", "answers");
            int bus = element.Number("bus", 1, 2);
            int chipSelect = element.Number("chipSelect", -1, DevicePins.Count - 1);
            bool echo = element.Flag("echo");
            if (echo == element.Has("answers"))
            {
                throw element.Error("either \"echo\": true or \"answers\" belongs here");
            }

            List<(byte[] To, byte[] Bytes)> answers = [];
            foreach (ScriptElement one in element.List("answers"))
            {
                one.Expect("to", "bytes");
                answers.Add((one["to"].Bytes(), one["bytes"].Bytes()));
            }

            script.Add(() =>
            {
                if (echo)
                {
                    DeviceSpi.AttachEcho(bus, chipSelect);
                }
                else
                {
                    byte[] command = [];
                    DeviceSpi.Attach(bus, chipSelect, (written, readCount) => Answer(answers, ref command, written, readCount));
                }
            });
        }

        // A command may be written first and its answer be read with the next transfer; in full duplex the answer comes behind the command.
        private static byte[] Answer(List<(byte[] To, byte[] Bytes)> answers, ref byte[] command, byte[] written, int readCount)
        {
            command = written.Length > 0 ? written : command;
            foreach ((byte[] to, byte[] bytes) in answers)
            {
                if (readCount > 0 && command.AsSpan().StartsWith(to))
                {
                    return written.Length > 0 ? [.. new byte[to.Length], .. bytes] : bytes;
                }
            }

            return [];
        }
    }
}
