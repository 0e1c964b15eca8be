namespace UAsyncio.Boards
{
    /// <summary>The GPIO numbers of a board's LED and button.</summary>
    internal sealed class Pins
    {
        internal Pins(int led, int button)
        {
            Led = led;
            Button = button;
        }

        internal int Led { get; }

        /// <summary>-1: there is none.</summary>
        internal int Button { get; }
    }
}
