using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int SubAck = 0x90;

        // From SUBACK and UNSUBACK to what they answer.
        private const int Asked = 0x82 - SubAck;
        private const int PingResponse = 0xD0;

        // Takes packet after packet. True: more has to come; false: something else has to happen, or the broker has just accepted.
        private bool Step(AsyncStream stream)
        {
            for (; ; )
            {
                MqttInbox inbox = _inbox;

                if (inbox != null && (inbox._streamed != null || inbox._rest > 0))
                {
                    if (inbox._streamed != null)
                    {
                        // Its handler reads from the stream, and nothing else comes meanwhile.
                        if (inbox._waiting > 0)
                        {
                            return false;
                        }

                        inbox._rest = inbox._streamed._remaining;
                        inbox._streamed = null;
                    }

                    // What nobody has read.
                    int rest = inbox._rest - (inbox._refused == 0 ? 0 : 2);
                    int passed = rest < stream.Buffered ? rest : stream.Buffered;
                    stream.Consume(passed);
                    inbox._rest -= passed;

                    if (inbox._refused != 0 && stream.Buffered > 1)
                    {
                        TakeRefused(inbox, stream);
                        continue;
                    }
                }

                int buffered = stream.Buffered;

                if (buffered < 2)
                {
                    return true;
                }

                byte[] buffer = stream.Buffer;
                int start = stream.BufferStart;
                int at = start + 2;
                int first = buffer[start];
                int length = buffer[start + 1];

                if (first == PubAck && length == 2 && buffered >= 4 && IsFirst(buffer[start + 2] << 8 | buffer[start + 3]))
                {
                    Complete(_firstDelivery, 0, null);
                    stream.Consume(4);

                    if (_queued != _inFlight)
                    {
                        Pump();
                    }

                    continue;
                }

                for (int shift = 7; length >> shift != 0; shift += 7)
                {
                    if (shift == 28)
                    {
                        throw Malformed();
                    }

                    if (at - start >= buffered)
                    {
                        return true;
                    }

                    length = (length & (1 << shift) - 1) | buffer[at++] << shift;
                }

                int size = at - start + length;
                bool isLong = size > _options.MaxPacketSize;

                if (size > buffered && !isLong)
                {
                    return true;
                }

                _in = buffer;
                _position = at;
                _end = at + length;

                bool isMessage = (first & 0xF0) == PublishPacket;

                if (!isMessage)
                {
                    // The flags of PUBREL, SUBSCRIBE and UNSUBSCRIBE are 2, those of the others 0.
                    const int Flagged = 0x540;

                    if (first < 0x10 || (first & 15) != (Flagged >> (first >> 4) & 1) << 1)
                    {
                        throw Malformed();
                    }

                    if (isLong)
                    {
                        throw Broken(MqttReason.PacketTooLarge);
                    }
                }

                if ((_flags & Ready) == 0)
                {
                    TakeConnAck(first);
                    stream.Consume(size);
                    return false;
                }

                if (!isMessage)
                {
                    TakeOther(first);
                }
                else
                {
                    inbox = Inbox();

                    // Of a long one, the topic and the properties have to be there.
                    if (isLong && buffered < _options.MaxPacketSize)
                    {
                        return true;
                    }

                    if (HasToWait(inbox, stream, first, isLong, size))
                    {
                        return false;
                    }

                    if (inbox._rest > 0)
                    {
                        // It is passed over.
                        continue;
                    }

                    if (isLong)
                    {
                        int end = _end;
                        _end = stream.BufferEnd;

                        if (HasHead(first, end))
                        {
                            inbox._streamed = TakeMessage(inbox, first, end);
                            inbox._rest = end - _position;
                            size -= inbox._rest;
                        }
                        else
                        {
                            size = Refuse(inbox, first, end) - start;
                        }
                    }
                    else
                    {
                        TakeMessage(inbox, first, 0);
                    }
                }

                stream.Consume(size);

                if (first == PingResponse && !HasOutput && stream.Buffered == 0)
                {
                    // All is quiet: the buffers are made again when they are needed.
                    stream.TrimBuffer();
                    _in = _out = null;
                    _name = null;
                }
            }
        }

        // Whether the packet of this number is the first of those that wait for their acknowledgement, and of QoS 1.
        private bool IsFirst(int packetId)
        {
            const int Mask = MqttDelivery.NumberMask | MqttDelivery.QosMask | MqttDelivery.IsMessage | MqttDelivery.Sent;
            const int Wanted = 1 << MqttDelivery.QosShift | MqttDelivery.IsMessage | MqttDelivery.Sent;
            return _firstDelivery != null && (_firstDelivery._bits & Mask) == (Wanted | packetId);
        }

        private void TakeOther(int first)
        {
            // A bit for each kind that has a number and comes from a broker.
            const int Numbered = 0xAF0;

            if (first == PingResponse)
            {
                CheckEnd();
                return;
            }

            if (first == Disconnect && (_flags & IsV5) != 0)
            {
                int why = TakeReason();
                throw new MqttException((MqttReason)why, TakeRest(OfDisconnect)) { IsFromBroker = true };
            }

            if ((Numbered >> (first >> 4) & 1) == 0)
            {
                // It is not for a client, or not now.
                throw NotNow();
            }

            int packetId = PacketId();

            if (first < SubAck)
            {
                int reason = TakeReason();
                TakeAnswer(first, packetId, reason, TakeRest(OfAnswer));
            }
            else
            {
                MqttDelivery delivery = Find(packetId);
                string text = TakeProperties(OfAnswer);
                int answer = first == SubAck || (_flags & IsV5) != 0 ? Byte() : 0;

                if (delivery == null || _position != _end || (delivery._bits >> MqttDelivery.HeadShift & 0xFF) != first + Asked)
                {
                    throw NotNow();
                }

                if (first == SubAck && answer > 2)
                {
                    if (answer < 0x80)
                    {
                        // Neither a QoS nor a refusal: nobody knows what the broker holds now.
                        throw NotNow();
                    }

                    Refuse(delivery);
                }

                Complete(delivery, answer, text);
            }
        }

        // PUBACK, PUBREC, PUBREL, or PUBCOMP.
        private void TakeAnswer(int first, int packetId, int reason, string text)
        {
            if (first == PubRel)
            {
                int place = _inbox == null ? -1 : _inbox.FindIncoming(packetId);
                Acknowledge(PubComp, packetId, place < 0 && (_flags & IsV5) != 0 ? (int)MqttReason.PacketIdentifierNotFound : 0);

                if (place >= 0)
                {
                    _inbox._incoming[place] = 0;
                }

                return;
            }

            MqttDelivery delivery = Find(packetId);
            bool isKnown = delivery != null && (delivery._bits & MqttDelivery.Sent) != 0;

            if (isKnown)
            {
                int bits = delivery._bits;
                int qos = (bits & MqttDelivery.QosMask) >> MqttDelivery.QosShift;
                bool isReceived = (bits & MqttDelivery.Received) != 0;

                // PUBREC may come again. A broker of 3.1.1 that has no QoS 2 cannot say so, and acknowledges as at QoS 1.
                if ((bits & MqttDelivery.IsMessage) == 0
                    || (first == PubAck ? isReceived || (qos != 1 && (_flags & IsV5) != 0) : qos != 2 || (first == PubComp && !isReceived)))
                {
                    throw NotNow();
                }
            }

            if (first == PubRec && reason < 0x80)
            {
                // It is the broker's now; to know it by its number is enough.
                Acknowledge(PubRel, packetId, isKnown || (_flags & IsV5) == 0 ? 0 : (int)MqttReason.PacketIdentifierNotFound);

                if (isKnown)
                {
                    delivery._bits |= MqttDelivery.Received;
                    delivery._payload = null;
                }
            }
            else if (isKnown)
            {
                // One that is not known was acknowledged by an earlier connection.
                Complete(delivery, first == PubComp && reason == (int)MqttReason.PacketIdentifierNotFound ? 0 : reason, text);

                if (_queued != _inFlight)
                {
                    Pump();
                }
            }
        }
    }
}
