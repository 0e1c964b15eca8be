using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Messages that come, and who they are for.
    public sealed partial class MqttClient
    {
        // How many times ReceiveMaximum messages of QoS 2 may be unreleased: MQTT 3.1.1 knows no such maximum, and mosquitto passes over it
        // when it takes a session up.
        private const int MaxIncoming = 64;

        // What has come and waits for its handler.
        private MqttMessage _firstMessage;
        private MqttMessage _lastMessage;
        private int _waiting;

        // The numbers of messages of QoS 2 that have come and are not released: negative once they are handled.
        private int[] _incoming;

        // The alias that was read last, and the topics of those that the broker has given.
        private int _alias;
        private byte[][] _incomingAliases;

        // One message after the other, beside the connection: a handler may wait for an acknowledgement itself.
        private async Coroutine DispatchAsync()
        {
            while (!_isClosed)
            {
                MqttMessage message = _firstMessage;

                if (message == null)
                {
                    await _events;
                    continue;
                }

                MqttSubscription subscription = message._subscription;

                try
                {
                    if (subscription._handler != null)
                    {
                        Coroutine handling = subscription._handler(message);

                        if (handling != null)
                        {
                            await handling;
                        }
                    }
                    else
                    {
                        subscription.Offer(message);

                        while (subscription._offered == message)
                        {
                            await subscription._changed;
                        }
                    }
                }
                catch (CanceledException)
                {
                    if (_isClosed || _dispatching == null)
                    {
                        throw;
                    }
                }
                catch (Exception exception)
                {
                    _loop.Report(_dispatching, exception, subscription.Filter);
                }

                try
                {
                    AcknowledgeHandled(message);
                }
                catch (OutOfMemoryException exception)
                {
                    // The broker sends it again, by another connection.
                    Fail(_stream, exception);
                }

                message._source = null;
                _firstMessage = message._next;

                if (_firstMessage == null)
                {
                    _lastMessage = null;
                }

                _waiting--;
                Wake();
            }
        }

        private void AcknowledgeHandled(MqttMessage message)
        {
            int packetId = message._packetId;

            // At QoS 1 by the connection by which it came, at QoS 2 by the session.
            if (message.Qos == MqttQos.AtLeastOnce && message._connection == Connections)
            {
                Acknowledge(PubAck, packetId, 0);
            }
            else if (message.Qos == MqttQos.ExactlyOnce && message._connection >= _sessionStart)
            {
                int place = FindIncoming(packetId);
                Acknowledge(PubRec, packetId, 0);

                if (place >= 0)
                {
                    _incoming[place] = -packetId;
                }
            }
        }

        // Reads a PUBLISH. A long one ends at the given place, and comes back, unless nobody takes it; 0: it is there whole.
        private MqttMessage TakeMessage(int first, int end)
        {
            int qos = (first >> 1) & 3;
            Data(true);
            byte[] names = _in;
            int start = _start;
            int length = _value;

            if (qos == 3 || (qos == 0 && (first & 8) != 0))
            {
                throw Malformed();
            }

            int packetId = qos == 0 ? 0 : PacketId();
            int properties = _position;
            TakeProperties(PublishPacket);
            byte[] known = null;

            if (_alias != 0)
            {
                _incomingAliases ??= new byte[_options.TopicAliases][];

                if (length > 0)
                {
                    known = new byte[length];
                    Array.Copy(names, start, known, 0, length);
                    _incomingAliases[_alias - 1] = known;
                }

                known = _incomingAliases[_alias - 1];

                if (known != null)
                {
                    names = known;
                    start = 0;
                    length = known.Length;
                }
            }

            if (!Topics.IsName(names, start, length))
            {
                // Without a name there has to be an alias that is known.
                throw length == 0 ? Broken(MqttReason.ProtocolError) : Malformed();
            }

            int place = qos == 2 ? FindIncoming(packetId) : -1;

            if (place >= 0)
            {
                // It has come before: it is acknowledged again when it is handled.
                if (_incoming[place] < 0)
                {
                    Acknowledge(PubRec, packetId, 0);
                }

                return null;
            }

            MqttSubscription subscription = _subscriptions;

            while (subscription != null && !subscription.Matches(names, start, length))
            {
                subscription = subscription._next;
            }

            bool isTooLong = end > 0 && (subscription == null || !subscription.TakesStreams || subscription._handler == null);

            if (subscription == null || isTooLong || (qos == 0 && _waiting >= _options.ReceiveMaximum))
            {
                Drop(qos, packetId, _isNew && isTooLong, subscription != null);
                return null;
            }

            // Without their length.
            while (_isNew && subscription.KeepsProperties && _in[properties++] >= 0x80)
            {
            }

            MqttMessage message = new MqttMessage(
                subscription.TopicOf(names, start, length), end > 0 ? null : Part(_position, _end), (MqttQos)qos, (first & 1) != 0,
                subscription.KeepsProperties && _isNew ? Part(properties, _position) : null);
            message._subscription = subscription;
            message._packetId = packetId;
            message._connection = Connections;
            message._source = end > 0 ? this : null;
            message._remaining = end - _position;

            if (qos == 2)
            {
                AddIncoming(packetId);
            }

            if (_lastMessage == null)
            {
                _firstMessage = message;
            }
            else
            {
                _lastMessage._next = message;
            }

            _lastMessage = message;
            _waiting++;
            Wake();
            return message;
        }

        internal IntAwaitable ReadPayload(byte[] buffer, int offset, int count)
        {
            _traffic |= HasReceived;
            return (_stream ?? throw Broken(MqttReason.ConnectionLost)).ReadExactlyAsync(buffer, offset, count);
        }

        private byte[] Part(int start, int end)
        {
            byte[] part = new byte[end - start];

            if (end > start)
            {
                Array.Copy(_in, start, part, 0, end - start);
            }

            return part;
        }

        private void Drop(int qos, int packetId, bool isRefused, bool isCounted)
        {
            Dropped += isCounted ? 1 : 0;

            // At QoS 2 a refusal forgets the number, as MQTT 3.1.1 cannot.
            if (qos == 2 && !isRefused)
            {
                AddIncoming(-packetId);
            }

            if (qos > 0)
            {
                Acknowledge(qos == 1 ? PubAck : PubRec, packetId, isRefused ? (int)MqttReason.QuotaExceeded : 0);
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
            int place = FindIncoming(0);

            if (place < 0)
            {
                place = _incoming == null ? 0 : _incoming.Length;

                if (place >= MaxIncoming * _options.ReceiveMaximum)
                {
                    throw Broken(MqttReason.ReceiveMaximumExceeded);
                }

                int[] larger = new int[place + _options.ReceiveMaximum];

                for (int i = 0; i < place; i++)
                {
                    larger[i] = _incoming[i];
                }

                _incoming = larger;
            }

            _incoming[place] = packetId;
        }
    }
}
