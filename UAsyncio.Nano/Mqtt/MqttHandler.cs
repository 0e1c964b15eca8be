namespace UAsyncio.Nano.Mqtt
{
    /// <summary>Takes a message. The next one comes when it has ended, and only then the broker is told that this one came.</summary>
    /// <param name="message">The message.</param>
    /// <returns>To be awaited; what it throws is reported to the loop's exception handler, and the message counts as taken.</returns>
    public delegate Coroutine MqttHandler(MqttMessage message);
}
