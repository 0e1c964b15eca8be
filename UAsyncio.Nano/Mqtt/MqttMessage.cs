using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>A message that has come, or a will.</summary>
    public sealed class MqttMessage
    {
        internal MqttMessage Next;
        internal MqttSubscription Subscription;

        // For who acknowledges it: its number, and the connection by which it came.
        internal int PacketId;
        internal int Connection;

        // Of one that comes as a stream: where from, and how much of it is still to come.
        internal MqttClient Source;
        internal int Remaining;

        /// <summary>Makes a message.</summary>
        /// <param name="topic">Its topic.</param>
        /// <param name="payload">What it says.</param>
        /// <param name="qos">What is promised for it.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        public MqttMessage(string topic, byte[] payload, MqttQos qos = MqttQos.AtMostOnce, bool retain = false)
        {
            Topic = topic;
            Payload = payload;
            Qos = qos;
            Retain = retain;
        }

        /// <summary>The topic.</summary>
        public string Topic { get; }

        /// <summary>What it says; null when it comes as a stream.</summary>
        public byte[] Payload { get; }

        /// <summary>What was promised for it.</summary>
        public MqttQos Qos { get; }

        /// <summary>True when the broker had kept it.</summary>
        public bool Retain { get; }

        /// <summary>How long what it says is, in bytes; of a stream, what is still to come.</summary>
        public int Length => Payload != null ? Payload.Length : Remaining;

        /// <summary>What it says, as text in UTF-8; null when it comes as a stream.</summary>
        public string Text => Payload == null ? null : Encoding.UTF8.GetString(Payload, 0, Payload.Length);

        /// <summary>Reads on in one that comes as a stream, until the handler has ended.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>How many came; 0 at its end.</returns>
        /// <exception cref="InvalidOperationException">It is not a stream, or its handler has ended.</exception>
        /// <exception cref="MqttException">The connection failed; at QoS 1 and 2 the message comes again.</exception>
        public async Coroutine<int> ReadAsync(byte[] buffer, int offset, int count)
        {
            if (Source == null)
            {
                throw new InvalidOperationException("not a stream, or its handler has ended");
            }

            int read = Remaining == 0 ? 0 : await Source.ReadPayload(buffer, offset, count < Remaining ? count : Remaining);

            if (read == 0 && count > 0 && Remaining > 0)
            {
                throw new MqttException(MqttReason.ConnectionLost);
            }

            Remaining -= read;
            return read;
        }
    }
}
