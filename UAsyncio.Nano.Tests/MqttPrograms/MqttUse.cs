using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a test does with a client.</summary>
    internal delegate Coroutine MqttUse(MqttClient client);
}
