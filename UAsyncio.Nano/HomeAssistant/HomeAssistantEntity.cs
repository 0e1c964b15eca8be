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
    }
}
