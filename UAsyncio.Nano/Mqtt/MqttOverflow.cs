namespace UAsyncio.Nano.Mqtt
{
    /// <summary>What becomes of a message that is published when <see cref="MqttOptions.MaxQueued"/> messages wait already.</summary>
    public enum MqttOverflow
    {
        /// <summary>Who publishes it waits until there is room.</summary>
        Wait,

        /// <summary>It is dropped: its await throws <see cref="MqttReason.QuotaExceeded"/>.</summary>
        DropNewest,

        /// <summary>The oldest that is not on its way yet is dropped: its await throws <see cref="MqttReason.QuotaExceeded"/>. If all are on their way, this one.</summary>
        DropOldest,
    }
}
