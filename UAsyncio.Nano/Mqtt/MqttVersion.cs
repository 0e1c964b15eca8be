namespace UAsyncio.Nano.Mqtt
{
    /// <summary>A version of the protocol, by its number on the wire.</summary>
    public enum MqttVersion
    {
        /// <summary>MQTT 3.1.1.</summary>
        V311 = 4,

        /// <summary>MQTT 5.0.</summary>
        V5 = 5,
    }
}
