using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>The broker has refused something, or broken the protocol, or is gone.</summary>
    public sealed class MqttException : Exception
    {
        /// <summary>Why.</summary>
        public readonly MqttReason Reason;

        /// <summary>True when the broker said it, also of what it does not take, when it accepted the client; false when this client found it out: the broker broke the protocol, and was told, or is gone, or there was no room for what was published.</summary>
        public bool IsFromBroker;

        /// <summary>Creates the exception.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="text">What the broker said about it; null when it said nothing: the message is the reason then.</param>
        public MqttException(MqttReason reason, string text = null)
            : base(text ?? TextOf(reason))
        {
            Reason = reason;
        }

        // What a program meets most. The others are in MqttReason as they are here, in hexadecimal digits.
        private static string TextOf(MqttReason reason)
        {
            return reason == MqttReason.ConnectionLost ? "MQTT: connection lost"
                : reason == MqttReason.Closed ? "MQTT: closed"
                : reason == MqttReason.BadUserNameOrPassword ? "MQTT: user or password"
                : reason == MqttReason.NotAuthorized ? "MQTT: not authorized"
                : "MQTT 0x" + ((int)reason).ToString("X2");
        }
    }
}
