namespace UAsyncio.Boards.Stm32
{
    /// <summary>The pin numbers of LED and button, by nanoFramework's target name: one binary for every board of the table.</summary>
    internal sealed class Pins
    {
        // LD1 and B1 of every NUCLEO-144.
        private static readonly Pins s_nucleo144 = new Pins(Number('B', 0), Number('C', 13));

        // LED1 of the PALTHREE; its button is left alone, since which level means pressed is not documented.
        private static readonly Pins s_palthree = new Pins(Number('G', 6), -1);

        // LD2 and B1 of the F769I Discovery.
        private static readonly Pins s_discovery = new Pins(Number('J', 5), Number('A', 0));

        private Pins(int led, int button)
        {
            Led = led;
            Button = button;
        }

        internal int Led { get; }

        internal int Button { get; }

        internal static Pins Of(string target)
        {
            return target.StartsWith("ST_NUCLEO144") ? s_nucleo144
                : target == "ORGPAL_PALTHREE" ? s_palthree
                : s_discovery;
        }

        // nanoFramework numbers STM32 pins through, 16 a port.
        private static int Number(char port, int pin) => (port - 'A') * 16 + pin;
    }
}
