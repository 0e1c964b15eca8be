using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>The broker has refused something, or broken the protocol, or is gone.</summary>
    public sealed class MqttException : Exception
    {
        /// <summary>Why.</summary>
        public readonly MqttReason Reason;

        /// <summary>True when the broker said it; false when this client found it out, and told the broker.</summary>
        public bool IsFromBroker;

        /// <summary>Creates the exception.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="text">What the broker said about it; null when it said nothing.</param>
        public MqttException(MqttReason reason, string text = null)
            : base(text ?? "MQTT " + (int)reason)
        {
            Reason = reason;
        }
    }
}
