using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int SubAck = 0x90;
        private const int UnsubAck = 0xB0;
        private const int PingResponse = 0xD0;

        // A message that its handler reads from the stream; and how much of one nobody reads any more.
        private MqttMessage _streamed;
        private int _rest;

        // What the broker said last.
        private string _text;

        // Takes packet after packet. True: more has to come; false: something else has to happen, or the broker has just accepted.
        private bool Step(AsyncStream stream)
        {
            int limit = _options.MaxPacketSize;

            for (; ; )
            {
                if (_streamed != null)
                {
                    // Its handler reads from the stream, and nothing else comes meanwhile.
                    if (_waiting > 0)
                    {
                        return false;
                    }

                    _rest = _streamed._remaining;
                    _streamed = null;
                }

                if (_rest > 0)
                {
                    // What nobody has read.
                    int passed = _rest < stream.Buffered ? _rest : stream.Buffered;
                    stream.Consume(passed);
                    _rest -= passed;

                    if (_rest > 0)
                    {
                        return true;
                    }
                }

                int size = NextPacket(stream);

                if (size == 0)
                {
                    return true;
                }

                int first = _in[stream.BufferStart];
                bool isMessage = (first & 0xF0) == PublishPacket;

                if (!_isReady)
                {
                    TakeConnAck(first);
                    stream.Consume(size);
                    BeginConnection();
                    return false;
                }

                if (size > limit)
                {
                    if (!isMessage)
                    {
                        throw Broken(MqttReason.PacketTooLarge);
                    }

                    // The topic and the properties have to be there.
                    if (stream.Buffered < limit && stream.Buffered < size)
                    {
                        return true;
                    }

                    if (_waiting > 0)
                    {
                        return false;
                    }

                    int end = _end;
                    _end = stream.BufferEnd;
                    _streamed = TakeMessage(first, end);
                    _rest = end - _position;
                    size -= _rest;
                }
                else if (!isMessage)
                {
                    TakeOther(first);
                }
                else if ((first & 6) != 0 && _waiting >= _options.ReceiveMaximum)
                {
                    // In MQTT 5.0 the broker keeps them back; at QoS 0 what is too many is dropped.
                    return false;
                }
                else
                {
                    TakeMessage(first, 0);
                }

                stream.Consume(size);

                if (_rest == 0 && stream.Buffered == 0 && _streamed == null)
                {
                    return true;
                }
            }
        }

        private void TakeOther(int first)
        {
            if (first == PubAck)
            {
                TakeAnswer(first, PacketId());
                return;
            }

            if (first == PingResponse)
            {
                CheckEnd();
                return;
            }

            if (first == Disconnect)
            {
                if (!_isNew)
                {
                    throw Broken(MqttReason.ProtocolError);
                }

                int why = TakeReason();
                throw new MqttException((MqttReason)why, _text) { IsFromBroker = true };
            }

            if (first != PubRec && first != PubRel && first != PubComp && first != SubAck && first != UnsubAck)
            {
                // The flags in it are wrong, or it is not for a client.
                throw Malformed();
            }

            int packetId = PacketId();

            if (first == PubRel)
            {
                TakeReason();
                int place = FindIncoming(packetId);
                Acknowledge(PubComp, packetId, place < 0 && _isNew ? (int)MqttReason.PacketIdentifierNotFound : 0);

                if (place >= 0)
                {
                    _incoming[place] = 0;
                }

                return;
            }

            if (first == SubAck || first == UnsubAck)
            {
                MqttDelivery delivery = Find(packetId);
                TakeProperties(0);
                int answer = first == SubAck || _isNew ? Byte() : 0;
                CheckEnd();

                if (delivery == null || !delivery.Has(first == SubAck ? MqttDelivery.Subscribe : MqttDelivery.Unsubscribe))
                {
                    throw Broken(MqttReason.ProtocolError);
                }

                if (first == SubAck && answer >= 0x80)
                {
                    RemoveSubscription(delivery._topic);
                }

                Complete(delivery, answer);
                return;
            }

            TakeAnswer(first, packetId);
        }

        // PUBACK, PUBREC, or PUBCOMP.
        private void TakeAnswer(int first, int packetId)
        {
            MqttDelivery delivery = Find(packetId);
            int reason = _position == _end ? 0 : TakeReason();
            bool isKnown = delivery != null
                && (delivery._bits & (MqttDelivery.Sent | MqttDelivery.QosMask | MqttDelivery.Subscribe | MqttDelivery.Unsubscribe))
                == (MqttDelivery.Sent | (first == PubAck ? 1 : 2) << MqttDelivery.QosShift);

            if (first == PubRec && reason < 0x80)
            {
                // It is the broker's now; to know it by its number is enough.
                Acknowledge(PubRel, packetId, isKnown || !_isNew ? 0 : (int)MqttReason.PacketIdentifierNotFound);

                if (isKnown)
                {
                    delivery._bits |= MqttDelivery.Received;
                    delivery._payload = null;
                }
            }
            else if (isKnown && (first != PubComp || delivery.Has(MqttDelivery.Received)))
            {
                // One that is not known was acknowledged by an earlier connection.
                Complete(delivery, first == PubComp && reason == (int)MqttReason.PacketIdentifierNotFound ? 0 : reason);

                if (_queued != _inFlight)
                {
                    Pump();
                }
            }
        }
    }
}
