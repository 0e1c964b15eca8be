using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>A message that has come, one that is published, or a will.</summary>
    public sealed class MqttMessage
    {
        /// <summary>The topic.</summary>
        public readonly string Topic;

        /// <summary>What it says; null when it comes as a stream.</summary>
        public readonly byte[] Payload;

        /// <summary>What is promised for it.</summary>
        public readonly MqttQos Qos;

        /// <summary>True to have the broker keep it for later subscribers; of one that has come: that the broker had kept it.</summary>
        public readonly bool Retain;

        /// <summary>
        /// Its properties, as MQTT 5.0 writes them; null for none. Of one that has come: if <see cref="MqttSubscription.KeepsProperties"/> is set.
        /// <see cref="MqttProperties"/> writes and reads them.
        /// </summary>
        public readonly byte[] Properties;

        internal MqttMessage _next;
        internal MqttSubscription _subscription;

        // For who acknowledges it: its number, and the connection by which it came.
        internal int _packetId;
        internal int _connection;

        // Of one that comes as a stream: where from, and how much of it is still to come. Of one that is there whole: how much of it was read.
        internal MqttClient _source;
        internal int _remaining;

        /// <summary>Makes a message.</summary>
        /// <param name="topic">Its topic.</param>
        /// <param name="payload">What it says.</param>
        /// <param name="qos">What is promised for it.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        /// <param name="properties">Made by <see cref="MqttProperties"/>; null for none. A will has none.</param>
        public MqttMessage(string topic, byte[] payload, MqttQos qos = MqttQos.AtMostOnce, bool retain = false, byte[] properties = null)
        {
            Topic = topic;
            Payload = payload;
            Qos = qos;
            Retain = retain;
            Properties = properties;
        }

        /// <summary>How long what it says is, in bytes; of a stream, what is still to come.</summary>
        public int Length => Payload != null ? Payload.Length : _remaining;

        /// <summary>What it says, as text in UTF-8; null when it comes as a stream.</summary>
        public string Text => Payload == null ? null : Encoding.UTF8.GetString(Payload, 0, Payload.Length);

        /// <summary>
        /// Reads on in one that has come: as a stream, until the handler has ended, or whole, from <see cref="Payload"/>. It fills the buffer's
        /// part, but at the end.
        /// </summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most.</param>
        /// <returns>
        /// To be awaited at once and once, and not cancelled: how many came; 0 at its end. It throws when the connection fails; at QoS 1 and 2 the message
        /// comes again then.
        /// </returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the buffer.</exception>
        /// <exception cref="InvalidOperationException">It is a stream, and its handler has ended.</exception>
        public IntAwaitable ReadAsync(byte[] buffer, int offset, int count)
        {
            if (Payload != null)
            {
                if (buffer == null)
                {
                    throw new ArgumentNullException();
                }

                if ((offset | count) < 0 || count > buffer.Length - offset)
                {
                    throw new ArgumentOutOfRangeException();
                }

                int left = Payload.Length - _remaining;
                count = count < left ? count : left;
                Array.Copy(Payload, _remaining, buffer, offset, count);
                _remaining += count;
                return new MqttPart(count);
            }

            if (_source == null)
            {
                throw new InvalidOperationException();
            }

            count = count < _remaining ? count : _remaining;
            IntAwaitable read = _source.ReadPayload(this, buffer, offset, count);
            _remaining -= count;
            return read;
        }

        /// <summary>Whether topic, payload and what is promised are those of another message, both having come whole and for somebody.</summary>
        internal bool SaysTheSame(MqttMessage other)
        {
            byte[] payload = Payload;
            byte[] others = other.Payload;

            if (Qos != other.Qos || payload == null || others == null || payload.Length != others.Length || Topic != other.Topic)
            {
                return false;
            }

            int at = payload.Length - 1;

            while (at >= 0 && payload[at] == others[at])
            {
                at--;
            }

            return at < 0;
        }
    }
}
