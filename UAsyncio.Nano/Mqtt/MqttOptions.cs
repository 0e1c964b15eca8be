using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>Where the broker is, who the client is, and what it may take of the device's memory. Not to be changed once it is in use.</summary>
    public class MqttOptions
    {
        /// <summary>Makes options for a broker.</summary>
        /// <param name="host">A name or an address.</param>
        public MqttOptions(string host)
        {
            Host = host;
        }

        /// <summary>The broker: a name or an address.</summary>
        public readonly string Host;

        /// <summary>The broker's port; 0, as it is by default, for 1883, or 8883 with TLS.</summary>
        public int Port;

        /// <summary>For TLS: whom to trust, and the client's own certificate. Null, as it is by default, for none.</summary>
        public TlsClientOptions Tls;

        /// <summary>The protocol; 5.0 by default.</summary>
        public MqttVersion Version = MqttVersion.V5;

        /// <summary>The name of this client at the broker, one of its own for each; empty, as it is by default, to be given one.</summary>
        public string ClientId = string.Empty;

        /// <summary>The user's name; null for none.</summary>
        public string UserName;

        /// <summary>The password; null for none.</summary>
        public string Password;

        /// <summary>
        /// True, as it is by default, to forget what the broker kept of an earlier run of this device. Reconnects of this client
        /// take its own session up again in any case (MQTT 3.1.1: only with false).
        /// </summary>
        public bool CleanStart = true;

        /// <summary>How long the broker keeps the session while the device is away, in s; 300 by default. MQTT 5.0 only.</summary>
        public int SessionExpiry = 300;

        /// <summary>
        /// How long there may be silence, in s, up to 65535; 60 by default, 0 for ever. A broker that is gone is noticed after one and a half times
        /// this at the latest. The broker may set it (MQTT 5.0).
        /// </summary>
        public int KeepAlive = 60;

        /// <summary>What the broker publishes when this client is gone without a farewell; null for nothing.</summary>
        public MqttMessage Will;

        /// <summary>How long the broker waits with that, in s; 0 by default. MQTT 5.0 only.</summary>
        public int WillDelay;

        /// <summary>How long it may take to open the connection, and then until the broker has answered, each, in ms; 15000 by default.</summary>
        public int ConnectTimeout = 15000;

        /// <summary>True, as it is by default, to connect again whenever the connection fails.</summary>
        public bool Reconnect = true;

        /// <summary>The wait before the first new attempt, in ms, at least 1; 1000 by default. It doubles with each that fails; from a half to all of it is waited, at random.</summary>
        public int MinReconnectDelay = 1000;

        /// <summary>The longest wait between attempts, in ms; 60000 by default, and no less than <see cref="MinReconnectDelay"/>.</summary>
        public int MaxReconnectDelay = 60000;

        /// <summary>How many messages of QoS 1 and 2 may be on their way to the broker at once, 1 to 65535; 8 by default. The broker may want fewer.</summary>
        public int MaxInFlight = 8;

        /// <summary>How many messages may wait, for the connection or for their acknowledgement, together, 1 to 32767; 16 by default. Their payloads are kept, not copied.</summary>
        public int MaxQueued = 16;

        /// <summary>What becomes of one more; <see cref="MqttOverflow.Wait"/> by default.</summary>
        public MqttOverflow Overflow;

        /// <summary>How many bytes of packets may wait to be sent; 512 by default, at least 64. A longer payload is sent from where it is.</summary>
        public int SendBufferSize = 512;

        /// <summary>How long a packet may be to be taken whole, in bytes; 1024 by default, at least 128. Longer messages are for subscriptions that take streams.</summary>
        public int MaxPacketSize = 1024;

        /// <summary>
        /// How many messages may wait for their handlers, 1 to 65535; 16 by default. More wait for a turn of these; where they do
        /// not go on, of QoS 0 they are dropped, of QoS 1 and 2 the broker keeps them back (MQTT 3.1.1: reading pauses meanwhile). Twice as many
        /// while a handler awaits an acknowledgement.
        /// </summary>
        public int ReceiveMaximum = 16;

        /// <summary>How many topics may have an alias, in each direction, up to 255; 0 by default, for none. A topic that has one takes 2 bytes in a packet. MQTT 5.0 only.</summary>
        public int TopicAliases;

        /// <summary>Opens a connection to the broker; another transport overrides it.</summary>
        /// <returns>The stream, for CONNECT to be sent.</returns>
        protected internal virtual Coroutine<AsyncStream> OpenAsync()
        {
            int port = Port != 0 ? Port : Tls == null ? 1883 : 8883;
            return Tls == null ? Tcp.OpenConnectionAsync(Host, port, ConnectTimeout) : Tcp.OpenConnectionAsync(Host, port, Tls, ConnectTimeout);
        }

        // Which option has a value that it cannot have; null for none.
        internal string FindWrong()
        {
            bool isOld = Version == MqttVersion.V311;

            return (uint)Port > 65535 ? nameof(Port)
                : (uint)KeepAlive > 65535 ? nameof(KeepAlive)
                : (uint)(MaxInFlight - 1) > 65534 ? nameof(MaxInFlight)
                : (uint)(ReceiveMaximum - 1) > 65534 ? nameof(ReceiveMaximum)
                : (uint)TopicAliases > 255 ? nameof(TopicAliases)
                : (uint)(MaxQueued - 1) > 32766 ? nameof(MaxQueued)
                : SendBufferSize < 64 ? nameof(SendBufferSize)
                : MaxPacketSize < 128 ? nameof(MaxPacketSize)
                : SessionExpiry < 0 ? nameof(SessionExpiry)
                : WillDelay < 0 ? nameof(WillDelay)
                : (uint)(ConnectTimeout - 1) >= Coroutine.MaxDelay ? nameof(ConnectTimeout)
                : MinReconnectDelay < 1 ? nameof(MinReconnectDelay)
                : MinReconnectDelay > MaxReconnectDelay || MaxReconnectDelay > Coroutine.MaxDelay ? nameof(MaxReconnectDelay)
                : isOld && ClientId.Length == 0 && !CleanStart ? nameof(ClientId)
                : isOld && UserName == null && Password != null ? nameof(UserName)
                : Will != null && (Will.Payload.Length > 65535 || (uint)Will.Qos > (uint)MqttQos.ExactlyOnce) ? nameof(Will)
                : null;
        }
    }
}
