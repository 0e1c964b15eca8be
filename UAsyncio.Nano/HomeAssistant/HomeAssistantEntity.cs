namespace UAsyncio.Nano.Mqtt.HomeAssistant
{
    /// <summary>A sensor, a switch, a number or a button.</summary>
    internal sealed class HomeAssistantEntity
    {
        internal HomeAssistantEntity Next;
        internal string Kind;
        internal string Id;
        internal HomeAssistantHandler Handler;

        // What its description has beyond that of all, with a comma before each.
        internal string More;

        // Of a number.
        internal int Min;
        internal int Max;

        /// <summary>Whether this can be wanted of it.</summary>
        internal bool Takes(string value)
        {
            return Handler != null
                && (Kind == "switch" ? value == "ON" || value == "OFF"
                    : Kind == "number" ? int.TryParse(value, out int number) && number >= Min && number <= Max
                    : value == "PRESS");
        }
    }
}
