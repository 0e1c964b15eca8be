namespace UAsyncio.Nano.Mqtt.HomeAssistant
{
    /// <summary>Does what somebody wants of a switch, a number or a button.</summary>
    /// <param name="value">ON or OFF, the number, or PRESS.</param>
    /// <returns>To be awaited; null for nothing. What it throws is reported to the loop's exception handler.</returns>
    public delegate Coroutine HomeAssistantHandler(string value);
}
