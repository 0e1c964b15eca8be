namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// Why something was refused or a connection ended: the reason codes of MQTT 5.0, to which those of 3.1.1 are translated. What
    /// is not named here comes as its number.
    /// </summary>
    public enum MqttReason
    {
        /// <summary>The client was closed before the broker acknowledged. Not a code of the protocol.</summary>
        Closed = -2,

        /// <summary>The connection ended, or the broker went silent. Not a code of the protocol.</summary>
        ConnectionLost = -1,

        /// <summary>All is well.</summary>
        Success = 0,

        /// <summary>No reason was given; a subscription refused by MQTT 3.1.1.</summary>
        UnspecifiedError = 0x80,

        /// <summary>A packet that breaks the format.</summary>
        MalformedPacket = 0x81,

        /// <summary>A packet that must not come, or not now.</summary>
        ProtocolError = 0x82,

        /// <summary>Another version of the protocol is wanted. (3.1.1: 1)</summary>
        UnsupportedProtocolVersion = 0x84,

        /// <summary>The client identifier is refused. (3.1.1: 2)</summary>
        ClientIdentifierNotValid = 0x85,

        /// <summary>User name or password are wrong. (3.1.1: 4)</summary>
        BadUserNameOrPassword = 0x86,

        /// <summary>Not allowed. (3.1.1: 5)</summary>
        NotAuthorized = 0x87,

        /// <summary>The broker is not available. (3.1.1: 3)</summary>
        ServerUnavailable = 0x88,

        /// <summary>Another client has connected with the same identifier.</summary>
        SessionTakenOver = 0x8E,

        /// <summary>The broker does not take this filter.</summary>
        TopicFilterInvalid = 0x8F,

        /// <summary>The topic is malformed, or the broker does not take it.</summary>
        TopicNameInvalid = 0x90,

        /// <summary>The number of a packet that is not under way.</summary>
        PacketIdentifierNotFound = 0x92,

        /// <summary>More messages are under way than were announced.</summary>
        ReceiveMaximumExceeded = 0x93,

        /// <summary>A topic alias that was not announced.</summary>
        TopicAliasInvalid = 0x94,

        /// <summary>Larger than the other side takes.</summary>
        PacketTooLarge = 0x95,

        /// <summary>Too many.</summary>
        QuotaExceeded = 0x97,

        /// <summary>The broker does not retain messages.</summary>
        RetainNotSupported = 0x9A,

        /// <summary>The broker does not take this quality of service.</summary>
        QosNotSupported = 0x9B,

        /// <summary>The broker does not share subscriptions.</summary>
        SharedSubscriptionsNotSupported = 0x9E,

        /// <summary>The broker does not take wildcards.</summary>
        WildcardSubscriptionsNotSupported = 0xA2,
    }
}
