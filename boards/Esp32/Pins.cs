namespace UAsyncio.Boards.Esp32
{
    /// <summary>The GPIO numbers of LED and button, by nanoFramework's target name: one binary for every ESP32.</summary>
    internal sealed class Pins
    {
        // The first prefix that fits.
        private static readonly string[] s_targets = { "ESP32_C3", "ESP32_C5", "ESP32_C6", "" };
        private static readonly Pins[] s_pins = { new Pins(3, 9), new Pins(8, 28), new Pins(3, 9), new Pins(2, 0) };

        private Pins(int led, int button)
        {
            Led = led;
            Button = button;
        }

        internal int Led { get; }

        internal int Button { get; }

        internal static Pins Of(string target)
        {
            int i = 0;

            while (!target.StartsWith(s_targets[i]))
            {
                i++;
            }

            return s_pins[i];
        }
    }
}
