using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int SubAck = 0x90;
        private const int UnsubAck = 0xB0;
        private const int PingResponse = 0xD0;

        // How many times ReceiveMaximum messages of QoS 2 may be unreleased with MQTT 3.1.1: no broker has more under way by itself.
        private const int MaxIncoming = 64;

        private readonly PacketReader _reader = new PacketReader();
        private MqttSubscription _subscriptions;

        // What has come and waits for its handler.
        private MqttMessage _firstMessage;
        private MqttMessage _lastMessage;
        private int _waiting;

        // The numbers of messages of QoS 2 that have come and are not released: negative once they are handled.
        private int[] _incoming;

        /// <summary>Subscribes. Messages that the broker has retained may come before the await ends.</summary>
        /// <param name="subscription">The filter, and who takes the messages. One with the same filter takes the place of an earlier one.</param>
        /// <returns>To be awaited, once the broker is connected; it keeps the subscription over reconnects.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="subscription"/> is null.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused.</exception>
        public Coroutine SubscribeAsync(MqttSubscription subscription)
        {
            if (subscription == null)
            {
                throw new ArgumentNullException(nameof(subscription));
            }

            CheckNotClosed();
            return ChangeAsync(subscription, MqttDelivery.Subscribe | (int)subscription.Qos << MqttDelivery.QosShift);
        }

        /// <summary>Ends a subscription. Who waits in its ReadAsync gets null.</summary>
        /// <param name="subscription">One that was subscribed.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="subscription"/> is null.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused.</exception>
        public Coroutine UnsubscribeAsync(MqttSubscription subscription)
        {
            if (subscription == null)
            {
                throw new ArgumentNullException(nameof(subscription));
            }

            CheckNotClosed();
            return ChangeAsync(subscription, MqttDelivery.Unsubscribe);
        }

        private async Coroutine ChangeAsync(MqttSubscription subscription, int bits)
        {
            bool subscribes = (bits & MqttDelivery.Subscribe) != 0;
            MqttDelivery delivery = new MqttDelivery(subscription.Filter, null, bits);
            RemoveSubscription(subscription.Filter);

            if (subscribes)
            {
                AddSubscription(subscription);
            }

            Enqueue(delivery);

            try
            {
                await delivery;
            }
            catch (MqttException)
            {
                if (subscribes && delivery.Outcome >= 0x80)
                {
                    RemoveSubscription(subscription.Filter);
                }

                throw;
            }
        }

        private void AddSubscription(MqttSubscription subscription)
        {
            subscription.SetEnded(false);
            subscription.Next = null;

            if (_subscriptions == null)
            {
                _subscriptions = subscription;
                return;
            }

            MqttSubscription last = _subscriptions;

            while (last.Next != null)
            {
                last = last.Next;
            }

            last.Next = subscription;
        }

        private void RemoveSubscription(string filter)
        {
            MqttSubscription before = null;

            for (MqttSubscription subscription = _subscriptions; subscription != null; subscription = subscription.Next)
            {
                if (subscription.Filter == filter)
                {
                    subscription.SetEnded(true);

                    if (before == null)
                    {
                        _subscriptions = subscription.Next;
                    }
                    else
                    {
                        before.Next = subscription.Next;
                    }

                    return;
                }

                before = subscription;
            }
        }

        // What a packet needs of the stream is in these three: the only places that know its buffer.
        private int SizeOfNext(AsyncStream stream)
        {
            int size = _reader.Begin(stream.Buffer, stream.BufferStart, stream.BufferEnd);
            return size <= _options.MaxPacketSize && size > stream.BufferEnd - stream.BufferStart ? 0 : size;
        }

        private async Coroutine FillAsync(AsyncStream stream)
        {
            if (await stream.FillAsync(_options.MaxPacketSize) == 0)
            {
                throw new MqttException(MqttReason.ConnectionLost);
            }
        }

        private static void Consume(AsyncStream stream, int count)
        {
            stream.Consume(count);
        }

        internal IntAwaitable ReadPayload(byte[] buffer, int offset, int count)
        {
            AsyncStream stream = _stream;

            if (stream == null)
            {
                throw new MqttException(MqttReason.ConnectionLost);
            }

            _hasReceived = true;
            return stream.ReadAsync(buffer, offset, count);
        }

        // Takes packet after packet, until the connection or the protocol is broken.
        private async Coroutine ReceiveAsync(AsyncStream stream)
        {
            for (; ; )
            {
                int size = SizeOfNext(stream);

                if (size == 0)
                {
                    if (await stream.FillAsync(_options.MaxPacketSize) == 0)
                    {
                        throw new MqttException(MqttReason.ConnectionLost);
                    }

                    _hasReceived = true;
                    continue;
                }

                int first = stream.Buffer[stream.BufferStart];
                bool isMessage = (first & 0xF0) == PublishPacket;

                // In MQTT 5.0 the broker keeps them back; at QoS 0 what is too many is dropped.
                if (isMessage && (first & 6) != 0 && _waiting >= _options.ReceiveMaximum)
                {
                    await _room;
                    continue;
                }

                if (size <= _options.MaxPacketSize)
                {
                    if (isMessage)
                    {
                        TakeMessage(first);
                    }
                    else
                    {
                        TakeOther(first);
                    }

                    Consume(stream, size);
                }
                else if (isMessage)
                {
                    await TakeLongMessageAsync(stream, first, size);
                }
                else
                {
                    throw new MqttException(MqttReason.PacketTooLarge);
                }
            }
        }

        // Reads a PUBLISH up to its payload. The message has none yet; null when it is not for a handler.
        private MqttMessage ReadHeader(int first, bool isLong)
        {
            PacketReader reader = _reader;
            int qos = (first >> 1) & 3;
            reader.Text();
            int start = reader.Start;
            int length = reader.Value;

            if (qos == 3 || (qos == 0 && (first & 8) != 0) || !Topics.IsName(reader.Buffer, start, length))
            {
                // Without a name there would have to be an alias, and none was allowed.
                throw length == 0 && qos < 3 ? new MqttException(MqttReason.ProtocolError) : PacketReader.Malformed();
            }

            int packetId = qos == 0 ? 0 : PacketId();
            SkipProperties(true);

            if (qos == 2 && FindIncoming(packetId) >= 0)
            {
                // It has come before: it is acknowledged again when it is handled.
                if (_incoming[FindIncoming(packetId)] < 0)
                {
                    Acknowledge(PubRec, packetId, 0);
                }

                return null;
            }

            MqttSubscription subscription = _subscriptions;

            while (subscription != null && !subscription.Matches(reader.Buffer, start, length))
            {
                subscription = subscription.Next;
            }

            byte[] filter = subscription == null ? null : subscription.FilterBytes;
            bool isTooLong = isLong && (subscription == null || !subscription.TakesStreams || subscription.Handler == null);
            bool isDropped = subscription == null || isTooLong || (qos == 0 && _waiting >= _options.ReceiveMaximum);

            if (isDropped)
            {
                Dropped += subscription == null ? 0 : 1;

                if (qos > 0)
                {
                    // At QoS 2 a refusal forgets the number, as MQTT 3.1.1 cannot.
                    bool isNew = _options.Version == MqttVersion.V5;

                    if (qos == 2 && !(isNew && isTooLong))
                    {
                        AddIncoming(-packetId);
                    }

                    Acknowledge(qos == 1 ? PubAck : PubRec, packetId, isNew && isTooLong ? (int)MqttReason.QuotaExceeded : 0);
                }

                return null;
            }

            // A filter without wildcards is as long as the topics that it matches, and is the topic.
            string topic = filter.Length == length && Array.IndexOf(filter, (byte)'+') < 0 && Array.IndexOf(filter, (byte)'#') < 0
                ? subscription.Filter : Encoding.UTF8.GetString(reader.Buffer, start, length);
            byte[] payload = isLong ? null : new byte[reader.End - reader.Position];
            MqttMessage message = new MqttMessage(topic, payload, (MqttQos)qos, (first & 1) != 0);
            message.Subscription = subscription;
            message.PacketId = packetId;
            message.Connection = Connections;

            if (qos == 2)
            {
                AddIncoming(packetId);
            }

            return message;
        }

        private void TakeMessage(int first)
        {
            MqttMessage message = ReadHeader(first, false);

            if (message == null)
            {
                return;
            }

            byte[] payload = message.Payload;

            if (payload.Length > 0)
            {
                Array.Copy(_reader.Buffer, _reader.Position, payload, 0, payload.Length);
            }

            if (_lastMessage == null)
            {
                _firstMessage = message;
            }
            else
            {
                _lastMessage.Next = message;
            }

            _lastMessage = message;
            _waiting++;

            if (_arrived.HasWaiters)
            {
                _arrived.WakeFirst();
            }
        }

        // The handler reads from the connection itself, so nothing else comes meanwhile.
        private async Coroutine TakeLongMessageAsync(AsyncStream stream, int first, int size)
        {
            // The topic and the properties have to be there.
            int buffered = stream.BufferEnd - stream.BufferStart;

            if (buffered < _options.MaxPacketSize)
            {
                await FillAsync(stream);
                return;
            }

            while (_firstMessage != null)
            {
                await _room;
            }

            SizeOfNext(stream);
            int end = _reader.End;
            _reader.End = stream.BufferEnd;
            MqttMessage message = ReadHeader(first, true);
            int remaining = end - _reader.Position;
            Consume(stream, size - remaining);

            if (message != null)
            {
                message.Remaining = remaining;
                message.Source = this;
                await HandleAsync(message);
                remaining = message.Remaining;
                message.Source = null;
            }

            // What nobody has read.
            byte[] rest = remaining > 0 ? new byte[64] : null;

            while (remaining > 0)
            {
                int read = await ReadPayload(rest, 0, remaining < rest.Length ? remaining : rest.Length);

                if (read == 0)
                {
                    throw new MqttException(MqttReason.ConnectionLost);
                }

                remaining -= read;
            }

            if (message != null)
            {
                AcknowledgeHandled(message);
            }
        }

        private void TakeOther(int first)
        {
            PacketReader reader = _reader;
            bool isNew = _options.Version == MqttVersion.V5;

            switch (first)
            {
                case PubAck:
                case PubRec:
                case PubComp:
                    TakeAcknowledgement(first);
                    break;

                case PubRel:
                {
                    int packetId = PacketId();
                    TakeReason();
                    int place = FindIncoming(packetId);
                    Acknowledge(PubComp, packetId, place < 0 && isNew ? (int)MqttReason.PacketIdentifierNotFound : 0);

                    if (place >= 0)
                    {
                        _incoming[place] = 0;
                    }

                    break;
                }

                case SubAck:
                case UnsubAck:
                {
                    MqttDelivery delivery = Find(PacketId());
                    SkipProperties(false);
                    int reason = first == SubAck || isNew ? reader.Byte() : 0;
                    CheckEnd();

                    if (delivery == null || (delivery.Bits & (first == SubAck ? MqttDelivery.Subscribe : MqttDelivery.Unsubscribe)) == 0)
                    {
                        throw new MqttException(MqttReason.ProtocolError);
                    }

                    Complete(delivery, reason);
                    break;
                }

                case PingResponse:
                    CheckEnd();
                    break;

                case Disconnect:
                    if (!isNew)
                    {
                        throw new MqttException(MqttReason.ProtocolError);
                    }

                    int why = TakeReason();
                    throw new MqttException((MqttReason)why) { IsFromBroker = true };

                default:
                    // The flags in it are wrong, or it is not for a client.
                    throw PacketReader.Malformed();
            }
        }

        private void TakeAcknowledgement(int first)
        {
            int packetId = PacketId();
            int reason = TakeReason();
            MqttDelivery delivery = Find(packetId);
            bool isKnown = delivery != null && delivery.IsMessage && (delivery.Bits & MqttDelivery.Sent) != 0 && delivery.Qos == (first == PubAck ? 1 : 2);

            if (first == PubRec && reason < 0x80)
            {
                // It is the broker's now; to know it by its number is enough.
                Acknowledge(PubRel, packetId, isKnown || _options.Version == MqttVersion.V311 ? 0 : (int)MqttReason.PacketIdentifierNotFound);

                if (isKnown)
                {
                    delivery.Bits |= MqttDelivery.Received;
                    delivery.Payload = null;
                }

                return;
            }

            // One that is not known was acknowledged by an earlier connection.
            if (isKnown && (first != PubComp || (delivery.Bits & MqttDelivery.Received) != 0))
            {
                Complete(delivery, first == PubComp && reason == (int)MqttReason.PacketIdentifierNotFound ? 0 : reason);
                Pump();
            }
        }

        private int PacketId()
        {
            int packetId = _reader.UInt16();

            if (packetId == 0)
            {
                throw new MqttException(MqttReason.ProtocolError);
            }

            return packetId;
        }

        // The reason at the end of a packet, which MQTT 3.1.1 has not, and 5.0 leaves out when all is well.
        private int TakeReason()
        {
            bool isNew = _options.Version == MqttVersion.V5;
            int reason = isNew && _reader.Position < _reader.End ? _reader.Byte() : 0;

            if (isNew && _reader.Position < _reader.End)
            {
                SkipProperties(false);
            }

            CheckEnd();
            return reason;
        }

        private void SkipProperties(bool ofMessage)
        {
            if (_options.Version == MqttVersion.V311)
            {
                return;
            }

            int end = _reader.BeginProperties();
            int property;

            while ((property = _reader.Property(end)) != 0)
            {
                // An alias was not allowed; a message does not have what belongs to others.
                if (property == 0x23)
                {
                    throw new MqttException(MqttReason.TopicAliasInvalid);
                }

                bool isMessages = property <= 0x0B;

                if (property != 0x26 && property != 0x1F && property != 0x1C && property != 0x11 && ofMessage != isMessages)
                {
                    throw new MqttException(MqttReason.ProtocolError);
                }
            }
        }

        private void CheckEnd()
        {
            if (_reader.Position != _reader.End)
            {
                throw PacketReader.Malformed();
            }
        }

        private int FindIncoming(int packetId)
        {
            for (int i = _incoming == null ? -1 : _incoming.Length - 1; i >= 0; i--)
            {
                if (_incoming[i] == packetId || _incoming[i] == -packetId)
                {
                    return i;
                }
            }

            return -1;
        }

        private void AddIncoming(int packetId)
        {
            if (_incoming == null)
            {
                _incoming = new int[_options.ReceiveMaximum];
            }

            int place = FindIncoming(0);

            if (place < 0)
            {
                // After a reconnect those of before count no longer for the broker; MQTT 3.1.1 knows no such maximum.
                place = _incoming.Length;

                if (place >= (_options.Version == MqttVersion.V5 ? 2 : MaxIncoming) * _options.ReceiveMaximum)
                {
                    throw new MqttException(MqttReason.ReceiveMaximumExceeded);
                }

                int[] larger = new int[place + _options.ReceiveMaximum];
                Array.Copy(_incoming, 0, larger, 0, place);
                _incoming = larger;
            }

            _incoming[place] = packetId;
        }

        private void Acknowledge(int first, int packetId, int reason)
        {
            if (!_isLeaving)
            {
                _writer.Acknowledge(first, packetId, reason);
                Work();
            }
        }

        private void AcknowledgeHandled(MqttMessage message)
        {
            if (message.Qos == MqttQos.AtLeastOnce && message.Connection == Connections && _isReady)
            {
                Acknowledge(PubAck, message.PacketId, 0);
            }
            else if (message.Qos == MqttQos.ExactlyOnce && message.Connection >= _sessionStart)
            {
                int place = FindIncoming(message.PacketId);

                if (_isReady)
                {
                    Acknowledge(PubRec, message.PacketId, 0);
                }

                if (place >= 0)
                {
                    _incoming[place] = -message.PacketId;
                }
            }
        }

        private async Coroutine HandleAsync(MqttMessage message)
        {
            MqttSubscription subscription = message.Subscription;

            try
            {
                Coroutine handling = subscription.Handler == null ? subscription.OfferAsync(message) : subscription.Handler(message);

                if (handling != null)
                {
                    await handling;
                }
            }
            catch (CanceledException)
            {
                if (_isClosed)
                {
                    throw;
                }
            }
            catch (Exception exception)
            {
                _loop.Report(_dispatching, exception, subscription.Filter);
            }
        }

        // One message after the other, beside the connection: a handler may wait for an acknowledgement itself.
        private async Coroutine DispatchAsync()
        {
            while (!_isClosed)
            {
                MqttMessage message = _firstMessage;

                if (message == null)
                {
                    await _arrived;
                    continue;
                }

                await HandleAsync(message);

                try
                {
                    AcknowledgeHandled(message);
                }
                catch (OutOfMemoryException exception)
                {
                    // The broker sends it again, by another connection.
                    Fail(_stream, exception);
                }

                _firstMessage = message.Next;

                if (_firstMessage == null)
                {
                    _lastMessage = null;
                }

                _waiting--;

                if (_room.HasWaiters)
                {
                    _room.WakeAll();
                }
            }
        }
    }
}
