namespace UAsyncio.Nano.Mqtt
{
    /// <summary>What is promised for a message between a client and the broker.</summary>
    public enum MqttQos
    {
        /// <summary>It comes once or, when the connection fails, not at all. (QoS 0)</summary>
        AtMostOnce,

        /// <summary>It comes, and may come again after a failure. (QoS 1)</summary>
        AtLeastOnce,

        /// <summary>It comes once. (QoS 2)</summary>
        ExactlyOnce,
    }
}
