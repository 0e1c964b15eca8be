using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int PublishPacket = 0x30;
        private const int PubAck = 0x40;
        private const int PubRec = 0x50;
        private const int PubRel = 0x62;
        private const int PubComp = 0x70;

        // From here on a payload is sent from where it is, if it does not fit into the buffer.
        private const int LongPayload = 128;

        // What a publish returns that is done.
        private static readonly MqttDelivery s_done = new MqttDelivery(null, null, null, MqttDelivery.Completed, null);

        // A payload that is sent from where it is, and how many bytes of the buffer go before it.
        private byte[] _body;
        private int _bodyAt;

        // The topics that have an alias on this connection; null where there are none. Of objects, since an element of a new string[] is not
        // null for a device, but a string without a text.
        private object[] _aliases;
        private int _packetId;

        /// <summary>
        /// Publishes a message. At QoS 0 it is on its way when this returns, if there is room, and need not be awaited; at QoS 1 and 2 the
        /// await ends when the broker has acknowledged it, also by a later connection. Any number may be under way at once.
        /// </summary>
        /// <param name="topic">The topic.</param>
        /// <param name="payload">What it says; not copied if it has to wait: not to be changed until the await has ended.</param>
        /// <param name="qos">What is promised.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        /// <returns>To be awaited at once and once. Cancelled, the message goes out nevertheless.</returns>
        /// <exception cref="ArgumentNullException">Topic or payload is null.</exception>
        /// <exception cref="ArgumentException">The topic is empty, too long, or has a wildcard or NUL.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused it, or it was dropped.</exception>
        public Awaitable PublishAsync(string topic, byte[] payload, MqttQos qos = MqttQos.AtMostOnce, bool retain = false)
        {
            return Publish(topic, payload, null, (int)qos << MqttDelivery.QosShift | (retain ? MqttDelivery.Retain : 0));
        }

        /// <summary>Publishes text, in UTF-8.</summary>
        /// <param name="topic">The topic.</param>
        /// <param name="text">What it says.</param>
        /// <param name="qos">What is promised.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        /// <returns>As <see cref="PublishAsync(string, byte[], MqttQos, bool)"/>.</returns>
        public Awaitable PublishAsync(string topic, string text, MqttQos qos = MqttQos.AtMostOnce, bool retain = false)
        {
            return PublishAsync(topic, text == null ? null : Encoding.UTF8.GetBytes(text), qos, retain);
        }

        /// <summary>Publishes a message with its properties (MQTT 5.0; with 3.1.1 they are left out).</summary>
        /// <param name="message">The message.</param>
        /// <returns>As <see cref="PublishAsync(string, byte[], MqttQos, bool)"/>.</returns>
        public Awaitable PublishAsync(MqttMessage message)
        {
            return Publish(message.Topic, message.Payload, message.Properties, (int)message.Qos << MqttDelivery.QosShift | (message.Retain ? MqttDelivery.Retain : 0));
        }

        private Awaitable Publish(string topic, byte[] payload, byte[] properties, int bits)
        {
            if (topic == null || payload == null)
            {
                throw new ArgumentNullException(topic == null ? nameof(topic) : nameof(payload));
            }

            CheckNotClosed();
            int size = 18 + 4 * topic.Length + payload.Length + (properties == null ? 0 : properties.Length);
            bool isRefused = _isReady && ((bits & _forbidden) != 0 || size > _maxPacket);
            MqttDelivery delivery = s_done;

            // Straight into the buffer, if nothing waits that was published before.
            if (_isReady && !isRefused && _queued == _inFlight && !_isLeaving && _outCount + size <= _options.SendBufferSize)
            {
                if ((bits & MqttDelivery.QosMask) == 0)
                {
                    WritePublish(topic, payload, properties, bits, size, true);
                    Work();
                    return delivery;
                }

                if (_inFlight < _quota && _queued < _options.MaxQueued)
                {
                    bits |= NextPacketId();
                    delivery = new MqttDelivery(topic, payload, properties, bits | MqttDelivery.Sent, this);
                    WritePublish(topic, payload, properties, bits, size, true);
                    _inFlight++;
                    Append(delivery);
                    Work();
                    return delivery;
                }
            }

            // It is checked behind the packets, and taken out again.
            BeginPacket(0, size);
            PutName(topic);
            delivery = new MqttDelivery(topic, payload, properties, bits, this);

            if (isRefused)
            {
                delivery.Complete(RefusalOf(bits), null);
            }
            else if (_queued < _options.MaxQueued || MakeRoom(delivery))
            {
                Enqueue(delivery);
            }

            return delivery;
        }

        // False: there is none. The new one waits for who awaits it, or it is dropped.
        private bool MakeRoom(MqttDelivery newest)
        {
            if (_options.Overflow == MqttOverflow.Wait)
            {
                newest._bits |= MqttDelivery.Late;
                return false;
            }

            MqttDelivery oldest = _options.Overflow == MqttOverflow.DropOldest ? _firstDelivery : null;

            while (oldest != null && (!oldest.IsMessage || oldest.Has(MqttDelivery.Sent | MqttDelivery.Again)))
            {
                oldest = oldest._next;
            }

            if (oldest == null)
            {
                newest.Complete((int)MqttReason.QuotaExceeded, null);
                return false;
            }

            Complete(oldest, (int)MqttReason.QuotaExceeded);
            return true;
        }

        // The most that a message takes without its payload. A character takes up to 4 bytes.
        private int SizeOf(string topic, byte[] properties)
        {
            return 18 + 4 * topic.Length + (properties == null ? 0 : properties.Length);
        }

        // What the broker has said that it does not take is not sent.
        private int RefusalOf(int bits)
        {
            bits &= _forbidden;
            return (int)((bits & MqttDelivery.QosMask) != 0 ? MqttReason.QosNotSupported : bits != 0 ? MqttReason.RetainNotSupported : MqttReason.PacketTooLarge);
        }

        // Writes a PUBLISH: with its payload, or without, if that is sent from where it is.
        private void WritePublish(string topic, byte[] payload, byte[] properties, int bits, int room, bool isInlined)
        {
            BeginPacket(
                PublishPacket | (bits & MqttDelivery.QosMask) >> MqttDelivery.QosShift - 1 | (bits & MqttDelivery.Retain) >> MqttDelivery.RetainShift
                | (bits & MqttDelivery.Again) >> MqttDelivery.AgainShift,
                room);
            int alias = 0;

            if (_aliases != null)
            {
                alias = AliasOf(_aliases, topic);
            }

            if (alias < 0)
            {
                PutUInt16(0);
                alias = -alias;
            }
            else
            {
                PutName(topic);
            }

            if ((bits & MqttDelivery.QosMask) != 0)
            {
                PutUInt16(bits);
            }

            if (_isNew)
            {
                if (properties == null && alias == 0)
                {
                    _out[_at++] = 0;
                }
                else
                {
                    PutProperties(properties, alias);
                }
            }

            if (isInlined)
            {
                PutBytes(payload);
                EndPacket(0);
            }
            else
            {
                EndPacket(payload.Length);
            }
        }

        private void PutProperties(byte[] properties, int alias)
        {
            int length = properties == null ? 0 : properties.Length;
            PutLength(length + (alias > 0 ? 3 : 0));

            if (alias > 0)
            {
                PutByte(0x23);
                PutUInt16(alias);
            }

            if (length > 0)
            {
                PutBytes(properties);
            }
        }

        private void PutLength(int length)
        {
            for (; length >= 0x80; length >>= 7)
            {
                PutByte(length | 0x80);
            }

            PutByte(length);
        }

        // The alias of a topic: negative if the broker knows it, 0 if all are taken.
        private static int AliasOf(object[] aliases, string topic)
        {
            int free = 0;

            while (free < aliases.Length && aliases[free] != null)
            {
                object known = aliases[free];
                free++;

                if ((string)known == topic)
                {
                    return -free;
                }
            }

            if (free == aliases.Length)
            {
                return 0;
            }

            aliases[free] = topic;
            return free + 1;
        }
    }
}
