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

        // The topics that have an alias on this connection; null where there are none. Of objects: into an array of
        // strings the weaver would store a null for each.
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
        /// <param name="properties">Made by <see cref="MqttProperties"/>, for MQTT 5.0; with 3.1.1 they are left out. Null for none. A topic's alias is the client's.</param>
        /// <returns>To be awaited at once and once. Cancelled, the message goes out nevertheless, unless it waits for room in the queue.</returns>
        /// <exception cref="ArgumentNullException">Topic or payload is null.</exception>
        /// <exception cref="ArgumentException">
        /// The topic is empty, too long, or has a wildcard or NUL; or the QoS is none; or the properties are none that a message may have: cut off, of another packet, or one
        /// that may come once is there twice.
        /// </exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused it, or it was dropped.</exception>
        public Awaitable PublishAsync(string topic, byte[] payload, MqttQos qos = MqttQos.AtMostOnce, bool retain = false, byte[] properties = null)
        {
            if (topic == null || payload == null)
            {
                throw new ArgumentNullException();
            }

            int flags = _flags;
            int bits = MqttDelivery.Publish | MqttDelivery.Sent | (int)qos << MqttDelivery.QosShift;
            int length = payload.Length;
            // As SizeOf says, in line: through it each message would take two instructions more.
            int size = 18 + 4 * topic.Length + length;

            if (retain)
            {
                bits |= MqttDelivery.Retain;
            }

            if (properties != null)
            {
                CheckProperties(properties);
                size += properties.Length;
            }

            // Straight into the buffer, if nothing waits that was published before.
            if ((flags & (Ready | Leaving)) == Ready && (bits & flags & Forbidden) == 0 && _queued == _inFlight && _outCount + size <= _room)
            {
                if (qos == MqttQos.AtMostOnce)
                {
                    WritePublish(topic, payload, properties, bits, size, length);
                    return s_done;
                }

                if (_inFlight < _quota && (uint)qos <= (uint)MqttQos.ExactlyOnce)
                {
                    bits |= NextPacketId();
                    MqttDelivery sent = new MqttDelivery(topic, payload, properties, bits, this);
                    WritePublish(topic, payload, properties, bits, size, length);

                    // It is in the buffer: the rest cannot fail.
                    if (_lastDelivery == null)
                    {
                        _firstDelivery = sent;
                    }
                    else
                    {
                        _lastDelivery._next = sent;
                    }

                    _lastDelivery = sent;
                    _queued++;
                    _inFlight++;
                    return sent;
                }
            }

            CheckQos(qos);
            CheckNotClosed();

            // It is checked behind the packets, and taken out again.
            PutName(BeginPacket(0, size), topic);
            MqttDelivery delivery = new MqttDelivery(topic, payload, properties, bits & ~MqttDelivery.Sent, this);

            if (_queued < _options.MaxQueued || MakeRoom(delivery))
            {
                Enqueue(delivery);
            }

            return delivery;
        }

        /// <summary>Publishes text, in UTF-8.</summary>
        /// <param name="topic">The topic.</param>
        /// <param name="text">What it says.</param>
        /// <param name="qos">What is promised.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        /// <returns>As <see cref="PublishAsync(string, byte[], MqttQos, bool, byte[])"/>.</returns>
        public Awaitable PublishAsync(string topic, string text, MqttQos qos = MqttQos.AtMostOnce, bool retain = false)
        {
            return PublishAsync(topic, text == null ? null : Encoding.UTF8.GetBytes(text), qos, retain);
        }

        /// <summary>Publishes a message with its properties (MQTT 5.0; with 3.1.1 they are left out).</summary>
        /// <param name="message">The message.</param>
        /// <returns>As <see cref="PublishAsync(string, byte[], MqttQos, bool, byte[])"/>.</returns>
        /// <exception cref="ArgumentNullException">It is null, or its topic or payload.</exception>
        public Awaitable PublishAsync(MqttMessage message)
        {
            if (message == null)
            {
                throw new ArgumentNullException();
            }

            return PublishAsync(message.Topic, message.Payload, message.Qos, message.Retain, message.Properties);
        }

        internal static void CheckQos(MqttQos qos)
        {
            if ((uint)qos > (uint)MqttQos.ExactlyOnce)
            {
                throw new ArgumentOutOfRangeException();
            }
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

            while (oldest != null && ((oldest._bits & MqttDelivery.IsMessage) == 0 || (oldest._bits & (MqttDelivery.Sent | MqttDelivery.Again)) != 0))
            {
                oldest = oldest._next;
            }

            if (oldest == null)
            {
                newest.Complete((int)MqttReason.QuotaExceeded | MqttDelivery.IsOwn, null);
                return false;
            }

            Complete(oldest, (int)MqttReason.QuotaExceeded | MqttDelivery.IsOwn, null);
            return true;
        }

        // The most that a message takes without its payload. A character takes up to 4 bytes.
        private static int SizeOf(string topic, byte[] properties)
        {
            return 18 + 4 * topic.Length + (properties == null ? 0 : properties.Length);
        }

        // What the broker has said that it does not take is not sent. 0: it is too long.
        private static MqttReason RefusalOf(int refused)
        {
            return refused < 0 ? MqttReason.SharedSubscriptionsNotSupported
                : refused == MqttDelivery.HasWildcard ? MqttReason.WildcardSubscriptionsNotSupported
                : (refused & MqttDelivery.QosMask) != 0 ? MqttReason.QosNotSupported
                : refused != 0 ? MqttReason.RetainNotSupported : MqttReason.PacketTooLarge;
        }

        // Writes a PUBLISH: with its payload, or without, if that is sent from where it is.
        private void WritePublish(string topic, byte[] payload, byte[] properties, int bits, int room, int inlined)
        {
            byte[] buffer = _out;
            int alias = 0;
            int at;

            if (((object)topic == (object)_name || topic == _name) && _outCount == 0 && room <= buffer.Length)
            {
                // Its topic is still where it was written.
                buffer[0] = (byte)(bits >> MqttDelivery.HeadShift);
                at = 4 + buffer[3];
            }
            else
            {
                alias = _aliases == null ? 0 : AliasOf(_aliases, topic);
                at = BeginPacket(bits >> MqttDelivery.HeadShift, room);
                at = alias < 0 ? PutUInt16(at, 0) : PutName(at, topic);
                buffer = _out;
            }

            if ((bits & MqttDelivery.QosMask) != 0)
            {
                at = PutUInt16(at, bits);
            }

            if ((_flags & IsV5) != 0)
            {
                if (properties == null && alias == 0)
                {
                    buffer[at++] = 0;
                }
                else
                {
                    at = PutProperties(at, properties, alias < 0 ? -alias : alias);
                }
            }

            if (inlined > 0)
            {
                Array.Copy(payload, 0, buffer, at, inlined);
                at += inlined;
            }

            EndPacket(at, payload.Length - inlined);

            if (alias > 0)
            {
                // The broker is to know it only if all went well.
                _aliases[alias - 1] = topic;
            }
        }

        private int PutProperties(int at, byte[] properties, int alias)
        {
            int length = properties == null ? 0 : properties.Length;
            at = PutLength(at, alias > 0 ? length + 3 : length);

            if (alias > 0)
            {
                at = PutUInt16(PutByte(at, 0x23), alias);
            }

            return length > 0 ? PutBytes(at, properties) : at;
        }

        // The alias of a topic: negative if the broker knows it, positive if it is free, 0 if all are taken.
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

            return free == aliases.Length ? 0 : free + 1;
        }
    }
}
