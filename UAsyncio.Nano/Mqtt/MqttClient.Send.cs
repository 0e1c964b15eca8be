using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int PublishPacket = 0x30;
        private const int PubAck = 0x40;
        private const int PubRec = 0x50;
        private const int PubRel = 0x62;
        private const int PubComp = 0x70;
        private const int SubscribePacket = 0x82;
        private const int UnsubscribePacket = 0xA2;

        // From here on a payload is sent from where it is, if it does not fit into the buffer.
        private const int LongPayload = 128;

        // What a publish returns that is done.
        private static readonly Awaitable s_done = new MqttDelivery(null, null, MqttDelivery.Completed);

        private readonly PacketWriter _writer = new PacketWriter();

        // A payload that is sent from where it is, and how many bytes of the writer's go before it.
        private byte[] _body;
        private int _bodyAt;

        // What waits to be sent or acknowledged, in the order in which it was asked for.
        private MqttDelivery _firstDelivery;
        private MqttDelivery _lastDelivery;
        private int _queued;
        private int _inFlight;
        private int _packetId;

        // A DISCONNECT is the last packet.
        private bool _isLeaving;

        /// <summary>
        /// Publishes a message. At QoS 0 it is on its way when this returns, if there is room, and need not be awaited; at QoS 1 and 2 the
        /// await ends when the broker has acknowledged it, also by a later connection. Any number may be under way at once.
        /// </summary>
        /// <param name="topic">The topic.</param>
        /// <param name="payload">What it says; not copied if it has to wait: not to be changed until the await has ended.</param>
        /// <param name="qos">What is promised.</param>
        /// <param name="retain">True to have the broker keep it for later subscribers.</param>
        /// <returns>To be awaited at once and once. Cancelled, the message goes out nevertheless, unless it waits for room (<see cref="MqttOverflow.Wait"/>).</returns>
        /// <exception cref="ArgumentNullException">Topic or payload is null.</exception>
        /// <exception cref="ArgumentException">The topic is empty, too long, or has a wildcard or NUL.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused it, or it was dropped.</exception>
        public Awaitable PublishAsync(string topic, byte[] payload, MqttQos qos = MqttQos.AtMostOnce, bool retain = false)
        {
            if (topic == null || payload == null)
            {
                throw new ArgumentNullException(topic == null ? nameof(topic) : nameof(payload));
            }

            CheckNotClosed();
            PacketWriter writer = _writer;
            int size = 16 + 3 * topic.Length + payload.Length;

            if (qos == MqttQos.AtMostOnce && _isReady && !_isLeaving && _queued == _inFlight && writer.Count + size <= _options.SendBufferSize
                && size <= _maxPacket && (_canRetain || !retain))
            {
                writer.Publish(retain ? PublishPacket | 1 : PublishPacket, topic, 0, _options.Version == MqttVersion.V5, payload, true);
                Work();
                return s_done;
            }

            writer.CheckName(topic);
            MqttDelivery delivery = new MqttDelivery(topic, payload, (int)qos << MqttDelivery.QosShift | (retain ? MqttDelivery.Retain : 0));

            int refused = _isReady ? RefusalOf(delivery) : 0;

            if (refused != 0)
            {
                delivery.Complete(refused);
            }
            else if (_queued < _options.MaxQueued || MakeRoom(delivery))
            {
                Enqueue(delivery);
            }
            else if (_options.Overflow == MqttOverflow.Wait)
            {
                return EnqueueLaterAsync(delivery);
            }

            return delivery;
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

        // False: there is none, or the new one was dropped.
        private bool MakeRoom(MqttDelivery newest)
        {
            if (_options.Overflow == MqttOverflow.Wait)
            {
                return false;
            }

            MqttDelivery dropped = newest;

            if (_options.Overflow == MqttOverflow.DropOldest)
            {
                MqttDelivery oldest = _firstDelivery;

                while (oldest != null && (!oldest.IsMessage || (oldest.Bits & (MqttDelivery.Sent | MqttDelivery.Again)) != 0))
                {
                    oldest = oldest.Next;
                }

                dropped = oldest ?? newest;
            }

            if (dropped == newest)
            {
                dropped.Complete((int)MqttReason.QuotaExceeded);
                return false;
            }

            Complete(dropped, (int)MqttReason.QuotaExceeded);
            return true;
        }

        private async Coroutine EnqueueLaterAsync(MqttDelivery delivery)
        {
            while (_queued >= _options.MaxQueued && !_isClosed)
            {
                await _room;
            }

            CheckNotClosed();
            Enqueue(delivery);
            await delivery;
        }

        private void Enqueue(MqttDelivery delivery)
        {
            if (_lastDelivery == null)
            {
                _firstDelivery = delivery;
            }
            else
            {
                _lastDelivery.Next = delivery;
            }

            _lastDelivery = delivery;

            if (delivery.IsMessage)
            {
                _queued++;
            }

            Pump();
        }

        // Writes what waits and may go out now, into the room that is there.
        private void Pump()
        {
            if (!_isReady || _isLeaving)
            {
                return;
            }

            MqttDelivery next;

            for (MqttDelivery delivery = _firstDelivery; delivery != null; delivery = next)
            {
                next = delivery.Next;
                int bits = delivery.Bits;

                if ((bits & MqttDelivery.Sent) == 0)
                {
                    if (delivery.IsMessage && _inFlight >= _quota && delivery.Qos > 0 && (bits & MqttDelivery.Again) == 0)
                    {
                        // It waits, and what was published after it, too; not so a subscription.
                        while (next != null && next.IsMessage)
                        {
                            next = next.Next;
                        }

                        continue;
                    }

                    int refused = RefusalOf(delivery);

                    if (refused != 0)
                    {
                        Complete(delivery, refused);
                        continue;
                    }

                    if (!Write(delivery))
                    {
                        break;
                    }
                }

                if (delivery.IsMessage && delivery.Qos == 0)
                {
                    Complete(delivery, 0);
                }
            }

            Work();
        }

        // What the broker has said that it does not take is not sent.
        private int RefusalOf(MqttDelivery delivery)
        {
            if (!delivery.IsMessage || delivery.Payload == null)
            {
                return 0;
            }

            return delivery.Qos > _maxQos ? (int)MqttReason.QosNotSupported
                : (delivery.Bits & MqttDelivery.Retain) != 0 && !_canRetain ? (int)MqttReason.RetainNotSupported
                : _maxPacket - 16 - 3 * delivery.Topic.Length < delivery.Payload.Length ? (int)MqttReason.PacketTooLarge : 0;
        }

        // False: there is no room now.
        private bool Write(MqttDelivery delivery)
        {
            PacketWriter writer = _writer;
            int bits = delivery.Bits;
            int packetId = bits & MqttDelivery.NumberMask;

            if ((bits & MqttDelivery.Received) != 0)
            {
                writer.Acknowledge(PubRel, packetId, 0);
                delivery.Bits = bits | MqttDelivery.Sent;
                return true;
            }

            bool isMessage = delivery.IsMessage;
            int length = 16 + 3 * delivery.Topic.Length;
            int payload = isMessage ? delivery.Payload.Length : 0;
            int room = _options.SendBufferSize - writer.Count;
            bool isInlined = length + payload <= room || (payload < LongPayload && writer.Count == 0);

            if (!isInlined && (_body != null || payload < LongPayload || (length > room && writer.Count > 0)))
            {
                return false;
            }

            if (packetId == 0 && (!isMessage || delivery.Qos > 0))
            {
                packetId = NextPacketId();
            }

            bool isNew = _options.Version == MqttVersion.V5;

            if (isMessage)
            {
                int first = PublishPacket | delivery.Qos << 1 | ((bits & MqttDelivery.Retain) != 0 ? 1 : 0) | ((bits & MqttDelivery.Again) != 0 ? 8 : 0);
                writer.Publish(first, delivery.Topic, packetId, isNew, delivery.Payload, isInlined);

                if (!isInlined)
                {
                    _body = delivery.Payload;
                    _bodyAt = writer.Count;
                }

                if (delivery.Qos > 0 && (bits & MqttDelivery.Again) == 0)
                {
                    _inFlight++;
                }
            }
            else
            {
                WriteSubscription(delivery, packetId, isNew);
            }

            delivery.Bits = bits | packetId | MqttDelivery.Sent;
            return true;
        }

        private void WriteSubscription(MqttDelivery delivery, int packetId, bool isNew)
        {
            PacketWriter writer = _writer;
            byte[] filter = Encoding.UTF8.GetBytes(delivery.Topic);
            bool subscribes = (delivery.Bits & MqttDelivery.Subscribe) != 0;
            int length = 2 + (isNew ? 1 : 0) + 2 + filter.Length + (subscribes ? 1 : 0);
            writer.Begin(5 + length);
            writer.Header(subscribes ? SubscribePacket : UnsubscribePacket, length);
            writer.UInt16(packetId);

            if (isNew)
            {
                writer.Byte(0);
            }

            writer.Data(filter);

            if (subscribes)
            {
                writer.Byte(delivery.Qos);
            }

            writer.End();
        }

        // One that nobody uses: there are never as many under way as there are numbers.
        private int NextPacketId()
        {
            MqttDelivery other;

            do
            {
                _packetId = _packetId == MqttDelivery.NumberMask ? 1 : _packetId + 1;
                other = Find(_packetId);
            }
            while (other != null);

            return _packetId;
        }

        private MqttDelivery Find(int packetId)
        {
            MqttDelivery delivery = _firstDelivery;

            while (delivery != null && (delivery.Bits & MqttDelivery.NumberMask) != packetId)
            {
                delivery = delivery.Next;
            }

            return delivery;
        }

        // Out of the queue, with its outcome; who waits for it or for its place is woken. It changes nothing if it throws.
        private void Complete(MqttDelivery delivery, int outcome)
        {
            MqttDelivery before = null;

            if (delivery != _firstDelivery)
            {
                before = _firstDelivery;

                while (before.Next != delivery)
                {
                    before = before.Next;
                }
            }

            bool isMessage = delivery.IsMessage;
            bool isCounted = isMessage && delivery.Qos > 0 && (delivery.Bits & (MqttDelivery.Sent | MqttDelivery.Again)) != 0;

            if (_room.HasWaiters)
            {
                _room.WakeAll();
            }

            delivery.Complete(outcome);

            if (before == null)
            {
                _firstDelivery = delivery.Next;
            }
            else
            {
                before.Next = delivery.Next;
            }

            if (delivery.Next == null)
            {
                _lastDelivery = before;
            }

            delivery.Next = null;

            if (isMessage)
            {
                _queued--;
            }

            if (isCounted)
            {
                _inFlight--;
            }
        }

        // A new connection: in the broker's session, what was under way is sent again as it was; without one, as new.
        private void ResumeDeliveries()
        {
            MqttDelivery next;

            for (MqttDelivery delivery = _firstDelivery; delivery != null; delivery = next)
            {
                next = delivery.Next;

                if (!delivery.IsMessage)
                {
                    delivery.Bits &= ~(MqttDelivery.Sent | MqttDelivery.NumberMask);
                }
                else if (SessionPresent)
                {
                    delivery.Bits = (delivery.Bits & MqttDelivery.Sent) != 0 ? (delivery.Bits & ~MqttDelivery.Sent) | MqttDelivery.Again : delivery.Bits;
                }
                else if ((delivery.Bits & MqttDelivery.Received) != 0)
                {
                    // The broker has had it, and has forgotten the number.
                    Complete(delivery, 0);
                }
                else
                {
                    bool wasSent = (delivery.Bits & (MqttDelivery.Sent | MqttDelivery.Again)) != 0;
                    delivery.Bits &= ~(MqttDelivery.Sent | MqttDelivery.Again | MqttDelivery.NumberMask);
                    _inFlight -= wasSent ? 1 : 0;
                }
            }

            if (!SessionPresent)
            {
                for (MqttSubscription subscription = _subscriptions; subscription != null; subscription = subscription.Next)
                {
                    if (!IsChanging(subscription.Filter))
                    {
                        Enqueue(new MqttDelivery(subscription.Filter, null, MqttDelivery.Subscribe | (int)subscription.Qos << MqttDelivery.QosShift));
                    }
                }
            }
        }

        // Who subscribes waits for the connection, and has its own packet.
        private bool IsChanging(string filter)
        {
            MqttDelivery delivery = _firstDelivery;

            while (delivery != null && (delivery.IsMessage || delivery.Topic != filter))
            {
                delivery = delivery.Next;
            }

            return delivery != null;
        }

        private void FailAll()
        {
            while (_firstDelivery != null)
            {
                Complete(_firstDelivery, (int)MqttReason.Closed);
            }

            for (MqttSubscription subscription = _subscriptions; subscription != null; subscription = subscription.Next)
            {
                subscription.SetEnded(true);
            }

            if (_room.HasWaiters)
            {
                _room.WakeAll();
            }
        }

        private void Work()
        {
            if (_work.HasWaiters)
            {
                _work.WakeFirst();
            }
        }

        // Sends what is written, as long as there is something.
        private async Coroutine WriteAllAsync()
        {
            PacketWriter writer = _writer;

            while (!_isClosed)
            {
                AsyncStream stream = _stream;

                if (!_isReady || stream.IsClosed || (writer.Count == 0 && _body == null))
                {
                    await _work;
                    continue;
                }

                try
                {
                    byte[] body = _body;
                    int count = body == null ? writer.Count : _bodyAt;

                    if (count > 0)
                    {
                        await stream.WriteAsync(writer.Buffer, 0, count);
                    }
                    else
                    {
                        await stream.WriteAsync(body, 0, body.Length);
                    }

                    if (stream != _stream)
                    {
                        continue;
                    }

                    if (count > 0)
                    {
                        writer.Remove(count);
                        _bodyAt -= count;
                    }
                    else
                    {
                        _body = null;
                    }

                    _hasSent = true;

                    if (_firstDelivery != null)
                    {
                        Pump();
                    }

                    if (_room.HasWaiters)
                    {
                        _room.WakeAll();
                    }
                }
                catch (CanceledException)
                {
                    throw;
                }
                catch (Exception exception)
                {
                    Fail(stream, exception);
                }
            }
        }
    }
}
