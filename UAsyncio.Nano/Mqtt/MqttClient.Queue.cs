namespace UAsyncio.Nano.Mqtt
{
    // What waits to be sent or acknowledged, in the order in which it was asked for.
    public sealed partial class MqttClient
    {
        private MqttDelivery _firstDelivery;
        private MqttDelivery _lastDelivery;
        private int _queued;
        private int _inFlight;

        // Whether a message of QoS 0 waits: once it has gone it is no longer here.
        private bool HasUnsent
        {
            get
            {
                MqttDelivery delivery = _firstDelivery;

                while (delivery != null && (delivery._bits & (MqttDelivery.IsMessage | MqttDelivery.QosMask)) != MqttDelivery.IsMessage)
                {
                    delivery = delivery._next;
                }

                return delivery != null;
            }
        }

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
            _queued += (delivery._bits & MqttDelivery.IsMessage) != 0 ? 1 : 0;
        }

        // Behind another one, or, behind none, as the first. It is no message.
        private void Insert(MqttDelivery delivery, MqttDelivery before)
        {
            if (before == null)
            {
                delivery._next = _firstDelivery;
                _firstDelivery = delivery;
            }
            else
            {
                delivery._next = before._next;
                before._next = delivery;
            }

            if (delivery._next == null)
            {
                _lastDelivery = delivery;
            }
        }

        // Nobody waits for it any more: what there was no room for goes, unless there is now.
        internal void Forget(MqttDelivery delivery)
        {
            // Of a subscription the bit says something else.
            const int Wanted = MqttDelivery.IsMessage | MqttDelivery.WasLate;
            const int Mask = Wanted | MqttDelivery.Sent | MqttDelivery.Again;

            if (_queued > _options.MaxQueued && (delivery._bits & Mask) == Wanted)
            {
                Complete(delivery, (int)MqttReason.QuotaExceeded | MqttDelivery.IsOwn, null);
            }
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
                int bits = delivery._bits;
                bool isMessage = (bits & MqttDelivery.IsMessage) != 0;
                bool isCounted = isMessage && (bits & MqttDelivery.QosMask) != 0;

                if ((bits & MqttDelivery.Sent) == 0)
                {
                    byte[] payload = delivery._payload;
                    int size = SizeOf(delivery._topic, delivery._properties);
                    int refused = bits & _flags & (isMessage ? Forbidden : ForbiddenFilters);

                    if ((bits & MqttDelivery.Received) == 0 && (refused != 0 || (payload == null ? size : size + payload.Length) > _maxPacket))
                    {
                        if (!isMessage)
                        {
                            Refuse(delivery);
                        }

                        Complete(delivery, (int)RefusalOf(refused), null);
                        continue;
                    }

                    // What was published after one that waits waits, too; not so a subscription.
                    isFull |= isCounted && _inFlight >= _quota;

                    if (isFull && isMessage && (bits & MqttDelivery.Received) == 0)
                    {
                        continue;
                    }

                    if (!Write(delivery, isCounted, size))
                    {
                        _flags |= Blocked;
                        break;
                    }
                }

                if (isMessage && !isCounted)
                {
                    if (_body != null && _body == delivery._payload)
                    {
                        // Its payload is sent from where it is.
                        _flags |= Blocked;
                    }
                    else
                    {
                        Complete(delivery, 0, null);
                    }
                }
            }
        }

        // False: there is no room now.
        private bool Write(MqttDelivery delivery, bool isCounted, int length)
        {
            int bits = delivery._bits;

            if ((bits & MqttDelivery.Received) != 0)
            {
                Acknowledge(PubRel, bits, 0);
                _inFlight++;
                delivery._bits = bits | MqttDelivery.Sent;
                return true;
            }

            string topic = delivery._topic;
            byte[] body = delivery._payload;
            int payload = body == null ? 0 : body.Length;
            int room = _options.SendBufferSize - _outCount;
            bool isInlined = length + payload <= room || (payload < LongPayload && _outCount == 0);

            if (!isInlined && (_body != null || payload < LongPayload || (length > room && _outCount > 0)))
            {
                return false;
            }

            if ((bits & MqttDelivery.NumberMask) == 0 && (bits & MqttDelivery.QosMask) != 0)
            {
                bits |= NextPacketId();
            }

            if (body != null)
            {
                WritePublish(topic, body, delivery._properties, bits, isInlined ? length + payload : length, isInlined ? payload : 0);

                if (!isInlined)
                {
                    _body = body;
                    _bodyAt = _outCount;
                }

                _inFlight += isCounted ? 1 : 0;
            }
            else
            {
                int at = PutUInt16(BeginPacket(bits >> MqttDelivery.HeadShift, length), bits);
                at = PutText((_flags & IsV5) != 0 ? PutByte(at, 0) : at, topic);
                EndPacket((bits & MqttDelivery.Unsubscribe) == MqttDelivery.Unsubscribe ? at : PutByte(at, bits >> MqttDelivery.WantedShift & 3), 0);
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

            if ((bits & MqttDelivery.IsMessage) != 0)
            {
                _queued--;

                if ((bits & MqttDelivery.QosMask) != 0 && (bits & MqttDelivery.Sent) != 0)
                {
                    _inFlight--;
                }
            }
        }

        // Begins a connection: nothing that comes is an answer to what went out by an earlier one.
        private void RecallDeliveries()
        {
            for (MqttDelivery delivery = _firstDelivery; delivery != null; delivery = delivery._next)
            {
                int bits = delivery._bits;

                if ((bits & MqttDelivery.Sent) != 0)
                {
                    // At QoS 0 it never came whole.
                    bool isAgain = (bits & MqttDelivery.IsMessage) != 0 && (bits & MqttDelivery.QosMask) != 0;
                    delivery._bits = (bits & ~MqttDelivery.Sent) | (isAgain ? MqttDelivery.Again : 0);
                }
            }

            // Each connection has a quota of its own, and what is sent again counts as what is new.
            _inFlight = 0;
        }

        // In the broker's session, what was under way is sent again as it was; without one, as new.
        private void ResumeDeliveries()
        {
            MqttDelivery next;

            for (MqttDelivery delivery = (_flags & Resumed) != 0 ? null : _firstDelivery; delivery != null; delivery = next)
            {
                next = delivery._next;
                int bits = delivery._bits;

                if ((bits & MqttDelivery.Received) != 0)
                {
                    // The broker has had it, and has forgotten the number.
                    Complete(delivery, 0, null);
                }
                else
                {
                    // Its number stays: a broker that has kept more than it says knows it by that.
                    delivery._bits = bits & ~MqttDelivery.Again;
                }
            }

            if ((_flags & (Resumed | IsUnsure)) != Resumed)
            {
                SubscribeAgain();
            }
        }
    }
}
