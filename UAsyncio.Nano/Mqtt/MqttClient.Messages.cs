using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Messages that come, and who they are for.
    public sealed partial class MqttClient
    {
        // So often in a row memory may be too short for handing on a message.
        private const int MaxFailures = 16;

        // One message after the other, beside the connection: a handler may wait for an acknowledgement itself. What fails here for want of
        // memory is done again, a turn later: a message has a subscription until it is handled.
        private async Coroutine DispatchAsync(MqttInbox inbox)
        {
            try
            {
                for (int failures = 0; (_flags & Closed) == 0;)
                {
                    try
                    {
                        if (failures > 0)
                        {
                            await Coroutine.Yield();
                        }

                        MqttMessage message = inbox._first;

                        if (message == null)
                        {
                            ComeAgain(inbox);
                            await inbox;
                            failures = 0;
                            continue;
                        }

                        MqttSubscription subscription = message._subscription;

                        if (subscription == null)
                        {
                            // It is handled, or nobody wants it, but one before it was not acknowledged when it came.
                        }
                        else if (subscription._handler == null)
                        {
                            while (message._subscription != null)
                            {
                                if (subscription._offered != message)
                                {
                                    subscription.Offer(message);
                                }
                                else
                                {
                                    await subscription._changed;
                                }
                            }
                        }
                        else
                        {
                            message._subscription = null;

                            try
                            {
                                Coroutine handling = subscription._handler(message);

                                if (handling != null)
                                {
                                    await handling;
                                }
                            }
                            catch (CanceledException)
                            {
                                if (inbox._dispatching == null)
                                {
                                    message._subscription = subscription;
                                    throw;
                                }
                            }
                            catch (Exception exception)
                            {
                                EventLoop.Running.Report(inbox._dispatching, exception, subscription.Filter);
                            }
                        }

                        AcknowledgeHandled(message);
                        message._source = null;
                        inbox._first = message._next;

                        if (inbox._first == null)
                        {
                            inbox._last = null;
                        }

                        inbox._waiting--;
                        inbox._fullPasses = 0;
                        failures = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                        if (++failures == MaxFailures)
                        {
                            throw;
                        }
                    }
                }
            }
            finally
            {
                // Nobody else does it: where memory is too short, it is tried again.
                for (int attempts = MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        EndWith(EventLoop.Running.CurrentTask);
                        attempts = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
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
            else if (message.Qos == MqttQos.ExactlyOnce && message._connection >= _inbox._sessionStart)
            {
                int place = _inbox.FindIncoming(packetId);

                // Of a stream whose rest has not come nothing is handled: it is to come again.
                bool isCut = message._source != null && _inbox._part.Outcome < 0;

                // It is handled, even if there is no memory for saying so: the broker asks again.
                if (place >= 0)
                {
                    _inbox._incoming[place] = isCut ? 0 : -packetId;
                }

                if (!isCut)
                {
                    Acknowledge(PubRec, packetId, 0);
                }
            }
        }

        // Reads a PUBLISH. A long one ends at the given place, and comes back, unless nobody takes it; 0: it is there whole.
        private MqttMessage TakeMessage(MqttInbox inbox, int first, int end)
        {
            int qos = (first >> 1) & 3;
            int length = Data(true);
            byte[] names = _in;
            int start = _position - length;

            if (qos == 3 || (qos == 0 && (first & 8) != 0))
            {
                throw Malformed();
            }

            int packetId = qos == 0 ? 0 : PacketId();
            int properties = _position;
            inbox._alias = 0;
            TakeProperties(OfPublish);
            int alias = (inbox._alias & 0xFF) - 1;

            if (alias >= 0)
            {
                inbox._aliases ??= new byte[_options.TopicAliases][];

                if (length > 0)
                {
                    inbox._aliases[alias] = Part(start, start + length);
                }

                byte[] known = inbox._aliases[alias];

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
                throw length == 0 ? NotNow() : Malformed();
            }

            int place = qos == 2 ? inbox.FindIncoming(packetId) : -1;

            if (place >= 0)
            {
                // It has come before: it is acknowledged again when it is handled.
                if (inbox._incoming[place] < 0)
                {
                    Acknowledge(PubRec, packetId, 0);
                }

                return null;
            }

            MqttSubscription subscription = inbox._subscriptions;

            while (subscription != null && !subscription.Matches(names, start, length))
            {
                subscription = subscription._next;
            }

            bool isTooLong = end > 0 && (subscription == null || !subscription.TakesStreams || subscription._handler == null);

            // What nobody wants is acknowledged, too, in its turn.
            if (isTooLong || (qos == 0 && (subscription == null || inbox._waiting >= _options.ReceiveMaximum)) || (subscription == null && inbox._waiting == 0))
            {
                Drop(inbox, qos, packetId, (_flags & IsV5) != 0 && isTooLong, subscription != null);
                return null;
            }

            byte[] kept = null;

            if (subscription != null && subscription.KeepsProperties && (_flags & IsV5) != 0)
            {
                // Without their length.
                while (_in[properties++] >= 0x80)
                {
                }

                // An alias is of this connection alone: who passes the properties on passes on none.
                kept = alias < 0 ? Part(properties, _position) : PartWithout(inbox._alias >> 8, properties, _position);
            }

            MqttMessage message = new MqttMessage(
                subscription?.TopicOf(names, start, length), end > 0 || subscription == null ? null : Part(_position, _end), (MqttQos)qos, (first & 1) != 0, kept);
            message._subscription = subscription;
            message._packetId = packetId;
            message._connection = Connections;

            if (end > 0)
            {
                message._source = this;
                message._remaining = end - _position;
                inbox._part = new MqttPart(0);
            }
            else if (qos == 1 && (first & 8) != 0 && IsThere(inbox, message))
            {
                return null;
            }

            inbox.WakeAll();

            if (qos == 2)
            {
                inbox.AddIncoming(packetId, _options.ReceiveMaximum);
            }

            if (inbox._last == null)
            {
                inbox._first = message;
            }
            else
            {
                inbox._last._next = message;
            }

            inbox._last = message;
            inbox._waiting++;
            return message;
        }
    }
}
