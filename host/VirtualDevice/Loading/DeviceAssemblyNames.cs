using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Loading
{
    internal static class DeviceAssemblyNames
    {
        private const string PublicKeyHex =
            "00240000048000009400000006020000002400005253413100040000010001001120aa3e809b3da4f65e1b1f65c0a3a1"
            + "bf6335c39860ca41acb3c48de278c6b63c5df38239ec1f2e32d58cb897c8c174a5f8e78a9c0b6087d3aef373d7d0f3d9"
            + "be67700fc2a5a38de1fb71b5b6f6046d841ff35abee2e0b0840a6291a312be184eb311baff5fef0ff6895b9a5f2253ae"
            + "d32fb06b819134f6bb9d531488a87ea2";

        private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
        {
            "mscorlib",
            "nanoFramework.Runtime.Events",
            "nanoFramework.Runtime.Native",
            "nanoFramework.System.Collections",
            "nanoFramework.System.Text",
            "nanoFramework.TestFramework",
            "System.Device.Adc",
            "System.Device.Gpio",
            "System.Device.I2c",
            "System.Device.Pwm",
            "System.Device.Spi",
            "System.Device.Wifi",
            "System.IO.Ports",
            "System.IO.Streams",
            "System.Math",
            "System.Net",
            "System.Threading",
        };

        public static byte[] PublicKey { get; } = Convert.FromHexString(PublicKeyHex);

        public static bool Contains(string? name) => name != null && s_names.Contains(name);
    }
}
