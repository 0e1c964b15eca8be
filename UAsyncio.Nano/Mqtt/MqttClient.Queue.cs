namespace UAsyncio.Nano.Mqtt
{
    // What waits to be sent or acknowledged, in the order in which it was asked for.
    public sealed partial class MqttClient
    {
        private MqttDelivery _firstDelivery;
        private MqttDelivery _lastDelivery;
        private int _queued;
        private int _inFlight;

        internal void Enqueue(MqttDelivery delivery)
        {
            Append(delivery);
            Pump();
        }

        private void Append(MqttDelivery delivery)
        {
            if (_lastDelivery == null)
            {
                _firstDelivery = delivery;
            }
            else
            {
                _lastDelivery._next = delivery;
            }

            _lastDelivery = delivery;
            _queued += (delivery._bits & (MqttDelivery.Subscribe | MqttDelivery.Unsubscribe)) == 0 ? 1 : 0;
        }

        // Writes what waits and may go out now, into the room that is there.
        private void Pump()
        {
            MqttDelivery next;
            bool isFull = false;
            _flags &= ~Blocked;

            for (MqttDelivery delivery = _firstDelivery; delivery != null && (_flags & (Ready | Leaving)) == Ready; delivery = next)
            {
                next = delivery._next;
                bool isMessage = delivery.IsMessage;

                if (!delivery.Has(MqttDelivery.Sent))
                {
                    // What was published after one that waits waits, too; not so a subscription.
                    isFull |= isMessage && delivery.Qos > 0 && _inFlight >= _quota && !delivery.Has(MqttDelivery.Again);

                    if (isFull && isMessage)
                    {
                        continue;
                    }

                    if (isMessage && delivery._payload != null
                        && ((delivery._bits & _flags & Forbidden) != 0 || SizeOf(delivery._topic, delivery._properties) + delivery._payload.Length > _maxPacket))
                    {
                        Complete(delivery, RefusalOf(delivery._bits), null);
                        continue;
                    }

                    if (!Write(delivery))
                    {
                        _flags |= Blocked;
                        break;
                    }
                }

                if (isMessage && delivery.Qos == 0)
                {
                    Complete(delivery, 0, null);
                }
            }
        }

        // False: there is no room now.
        private bool Write(MqttDelivery delivery)
        {
            int bits = delivery._bits;

            if ((bits & MqttDelivery.Received) != 0)
            {
                Acknowledge(PubRel, bits & MqttDelivery.NumberMask, 0);
                delivery._bits = bits | MqttDelivery.Sent;
                return true;
            }

            bool isMessage = delivery.IsMessage;
            string topic = delivery._topic;
            int length = SizeOf(topic, delivery._properties);
            int payload = isMessage ? delivery._payload.Length : 0;
            int room = _options.SendBufferSize - _outCount;
            bool isInlined = length + payload <= room || (payload < LongPayload && _outCount == 0);

            if (!isInlined && (_body != null || payload < LongPayload || (length > room && _outCount > 0)))
            {
                return false;
            }

            if ((bits & MqttDelivery.NumberMask) == 0 && (bits & (MqttDelivery.QosMask | MqttDelivery.Subscribe | MqttDelivery.Unsubscribe)) != 0)
            {
                bits |= NextPacketId();
            }

            if (isMessage)
            {
                WritePublish(topic, delivery._payload, delivery._properties, bits, length + (isInlined ? payload : 0), isInlined);

                if (!isInlined)
                {
                    _body = delivery._payload;
                    _bodyAt = _outCount;
                }

                if (delivery.Qos > 0 && (bits & MqttDelivery.Again) == 0)
                {
                    _inFlight++;
                }
            }
            else
            {
                bool subscribes = (bits & MqttDelivery.Subscribe) != 0;
                int at = PutUInt16(BeginPacket(subscribes ? 0x82 : 0xA2, 6 + 4 * topic.Length), bits);
                at = PutText(Has(IsV5) ? PutByte(at, 0) : at, topic);
                EndPacket(subscribes ? PutByte(at, delivery.Qos) : at, 0);
            }

            delivery._bits = bits | MqttDelivery.Sent;
            return true;
        }

        // One that nobody uses: there are never as many under way as there are numbers.
        private int NextPacketId()
        {
            do
            {
                _packetId = _packetId == MqttDelivery.NumberMask ? 1 : _packetId + 1;
            }
            while (_firstDelivery != null && Find(_packetId) != null);

            return _packetId;
        }

        private MqttDelivery Find(int packetId)
        {
            MqttDelivery delivery = _firstDelivery;

            while (delivery != null && (delivery._bits & MqttDelivery.NumberMask) != packetId)
            {
                delivery = delivery._next;
            }

            return delivery;
        }

        // Out of the queue, with its outcome; who waits for it is woken. It changes nothing if it throws.
        private void Complete(MqttDelivery delivery, int outcome, string text)
        {
            MqttDelivery before = null;

            if (delivery != _firstDelivery)
            {
                before = _firstDelivery;

                while (before._next != delivery)
                {
                    before = before._next;
                }
            }

            MqttDelivery next = delivery._next;
            int bits = delivery._bits;
            delivery.Complete(outcome, text);

            if (before == null)
            {
                _firstDelivery = next;
            }
            else
            {
                before._next = next;
            }

            if (next == null)
            {
                _lastDelivery = before;
            }

            if ((bits & (MqttDelivery.Subscribe | MqttDelivery.Unsubscribe)) == 0)
            {
                _queued--;

                if ((bits & MqttDelivery.QosMask) != 0 && (bits & (MqttDelivery.Sent | MqttDelivery.Again)) != 0)
                {
                    _inFlight--;
                }
            }
        }

        // A new connection: in the broker's session, what was under way is sent again as it was; without one, as new.
        private void ResumeDeliveries()
        {
            MqttDelivery next;

            for (MqttDelivery delivery = _firstDelivery; delivery != null; delivery = next)
            {
                next = delivery._next;
                int bits = delivery._bits;
                bool wasSent = delivery.Has(MqttDelivery.Sent | MqttDelivery.Again);

                if (Has(Resumed) && delivery.IsMessage)
                {
                    delivery._bits = wasSent ? (bits & ~MqttDelivery.Sent) | MqttDelivery.Again : bits;
                }
                else if ((bits & MqttDelivery.Received) != 0)
                {
                    // The broker has had it, and has forgotten the number.
                    Complete(delivery, 0, null);
                }
                else
                {
                    delivery._bits = bits & ~(MqttDelivery.Sent | MqttDelivery.Again | MqttDelivery.NumberMask);
                    _inFlight -= wasSent && delivery.IsMessage ? 1 : 0;
                }
            }

            for (MqttSubscription subscription = Has(Resumed) ? null : FirstSubscription; subscription != null; subscription = subscription._next)
            {
                MqttDelivery delivery = _firstDelivery;

                // Who subscribes waits for the connection, and has its own packet.
                while (delivery != null && (delivery.IsMessage || delivery._topic != subscription.Filter))
                {
                    delivery = delivery._next;
                }

                if (delivery == null)
                {
                    Enqueue(new MqttDelivery(subscription.Filter, null, null, MqttDelivery.Subscribe | (int)subscription.Qos << MqttDelivery.QosShift, null));
                }
            }
        }
    }
}
