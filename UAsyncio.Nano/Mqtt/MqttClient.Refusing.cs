using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Messages that nobody takes, that are too long or too many, or come again.
    public sealed partial class MqttClient
    {
        // Whether a message for which there is no room waits unread. Behind it would be the acknowledgement that a handler waits for: then up to twice as
        // many are taken, and what is still more, or long, is passed over if the broker sends it again, or dropped.
        private bool HasToWait(MqttInbox inbox, AsyncStream stream, int first, bool isLong, int size)
        {
            int max = _options.ReceiveMaximum;
            bool isPromised = (first & 6) != 0;

            if (inbox._hasPassed && isPromised)
            {
                // Not before those that come again.
                NoteAlias(inbox, stream, first);
                inbox._rest = size;
                return false;
            }

            // One that comes again is perhaps there.
            if (inbox._waiting == 0 || (!isLong && (inbox._waiting < max || ((first & 8) != 0 && inbox._last._connection != Connections))))
            {
                return false;
            }

            if (!isLong && !isPromised)
            {
                return inbox.IsPatient();
            }

            if (!IsAwaited(inbox))
            {
                return true;
            }

            if (isLong || inbox._waiting >= 2 * max)
            {
                int end = NoteAlias(inbox, stream, first);

                if (isPromised && _options.Reconnect && ((_flags & IsV5) != 0 ? _options.SessionExpiry != 0 : !_options.CleanStart))
                {
                    inbox._hasPassed = true;
                    inbox._rest = size;
                }
                else
                {
                    stream.Consume(Refuse(inbox, first, end) - stream.BufferStart);
                }
            }

            return false;
        }

        // Of a message that is passed over: others may come by its alias. Returns its end, which may not have come.
        private int NoteAlias(MqttInbox inbox, AsyncStream stream, int first)
        {
            int start = _position;
            int end = _end;
            _end = end < stream.BufferEnd ? end : stream.BufferEnd;

            if (HasHead(first, end) && _options.TopicAliases > 0)
            {
                int length = Data(true);
                int topic = _position - length;
                _position += (first & 6) == 0 ? 0 : 2;
                inbox._alias = 0;
                TakeProperties(OfPublish);

                if (inbox._alias != 0 && length > 0)
                {
                    inbox._aliases ??= new byte[_options.TopicAliases][];
                    inbox._aliases[(inbox._alias & 0xFF) - 1] = Part(topic, topic + length);
                }

                _position = start;
            }

            return end;
        }

        // Whether who is to take the next message waits for an answer of the broker. Who has not read yet, perhaps for one to its subscription.
        private bool IsAwaited(MqttInbox inbox)
        {
            MqttSubscription subscription = inbox._first._subscription;
            Awaitable awaited = subscription == null || subscription._handler != null ? inbox._dispatching : subscription._reader;

            if (awaited == null)
            {
                return _firstDelivery != null;
            }

            while (awaited is Coroutine coroutine)
            {
                awaited = coroutine.Awaiting;
            }

            return awaited is MqttDelivery delivery && delivery.IsDueFrom(this);
        }

        // Has the broker send again what was passed over: it has kept the session.
        private void ComeAgain(MqttInbox inbox)
        {
            if (inbox._hasPassed && (_flags & (Ready | Leaving)) == Ready)
            {
                WriteDisconnect(0);
                _flags |= Leaving;
            }
        }

        // Whether a message that comes again waits still: it is not handled twice then, and this connection acknowledges it. What it says is looked at
        // too: a broker may have forgotten one that was too old, and given its number to another.
        private bool IsThere(MqttInbox inbox, MqttMessage again)
        {
            MqttMessage message = inbox._first;

            while (message != null && (message._packetId != again._packetId || message._connection < inbox._sessionStart || !message.SaysTheSame(again)))
            {
                message = message._next;
            }

            if (message == null)
            {
                return false;
            }

            message._connection = Connections;
            return true;
        }

        // Whether the topic and the properties of a PUBLISH are there, which goes on behind what has come.
        private bool HasHead(int first, int end)
        {
            const int MaxVariableInt = 4;
            int start = _position;
            int length = UInt16();
            int at = _position += length + ((first & 6) == 0 ? 0 : 2);
            bool isThere = at + MaxVariableInt <= _end;
            int properties = isThere && (_flags & IsV5) != 0 ? VariableInt() : 0;

            // Of a topic that is too long, too: then what is left is less than nothing.
            if (properties > end - _position)
            {
                throw Malformed();
            }

            isThere &= properties <= _end - _position;
            _position = start;
            return isThere;
        }

        // Passes over a message whose topic or properties do not fit into the buffer. Its number is behind the topic. Returns where to go on.
        private int Refuse(MqttInbox inbox, int first, int end)
        {
            int qos = (first >> 1) & 3;
            int length = UInt16();

            if (qos == 3)
            {
                throw Malformed();
            }

            if (qos == 0)
            {
                inbox._dropped++;
                inbox._rest = end - _position;
            }
            else
            {
                inbox._rest = length + 2;
                inbox._refused = (end - _position - inbox._rest) << 2 | qos;
            }

            return _position;
        }

        private void TakeRefused(MqttInbox inbox, AsyncStream stream)
        {
            int refused = inbox._refused;
            int qos = refused & 3;
            byte[] buffer = stream.Buffer;
            int packetId = buffer[stream.BufferStart] << 8 | buffer[stream.BufferStart + 1];
            bool isAgain = qos == 2 && inbox.FindIncoming(packetId) >= 0;

            if (packetId == 0)
            {
                throw NotNow();
            }

            if (isAgain)
            {
                Acknowledge(PubRec, packetId, 0);
            }
            else
            {
                Drop(inbox, qos, packetId, (_flags & IsV5) != 0, true);
            }

            stream.Consume(2);
            inbox._rest = refused >> 2;
            inbox._refused = 0;
        }

        private void Drop(MqttInbox inbox, int qos, int packetId, bool isRefused, bool isCounted)
        {
            inbox._dropped += isCounted ? 1 : 0;

            // At QoS 2 a refusal forgets the number, as MQTT 3.1.1 cannot.
            if (qos == 2 && !isRefused)
            {
                inbox.AddIncoming(-packetId, _options.ReceiveMaximum);
            }

            if (qos > 0)
            {
                Acknowledge(qos == 1 ? PubAck : PubRec, packetId, isRefused ? (int)MqttReason.QuotaExceeded : 0);
            }
        }
    }
}
