using System;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        /// <summary>Subscribes. Messages that the broker has retained may come before the await ends.</summary>
        /// <param name="subscription">The filter, and who takes the messages. One with the same filter takes the place of an earlier one.</param>
        /// <returns>To be awaited, once: until the broker has acknowledged. The client keeps the subscription over reconnects.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="subscription"/> is null.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="InvalidOperationException">It is the first one, and the loop has no free slot; or another client has it, which is not closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused.</exception>
        public Awaitable SubscribeAsync(MqttSubscription subscription)
        {
            MqttDelivery delivery = Order(subscription, MqttDelivery.Subscribe);
            MqttClient owner = subscription._client;

            if (owner != null && owner != this && (owner._flags & Closed) == 0)
            {
                throw new InvalidOperationException("another client's");
            }

            Inbox();
            Dispatch();
            subscription.SetEnded(false);
            Replace(subscription.Filter, subscription);
            EnqueueLast(delivery);
            return delivery;
        }

        /// <summary>Ends a subscription. Who waits in its ReadAsync gets null.</summary>
        /// <param name="subscription">One that was subscribed.</param>
        /// <returns>To be awaited, once: until the broker has acknowledged.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="subscription"/> is null.</exception>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        /// <exception cref="MqttException">On the await: the broker has refused.</exception>
        public Awaitable UnsubscribeAsync(MqttSubscription subscription)
        {
            MqttDelivery delivery = Order(subscription, MqttDelivery.Unsubscribe);
            Replace(subscription.Filter, null);
            EnqueueLast(delivery);
            return delivery;
        }

        private MqttDelivery Order(MqttSubscription subscription, int bits)
        {
            if (subscription == null)
            {
                throw new ArgumentNullException();
            }

            CheckNotClosed();
            return new MqttDelivery(subscription.Filter, null, null, bits | subscription.Bits, this);
        }

        private MqttSubscription FirstSubscription => _inbox?._subscriptions;

        private MqttInbox Inbox()
        {
            return _inbox ?? (_inbox = new MqttInbox());
        }

        // What is the last of its filter decides: of what has not gone out before, and nobody waits for, nothing is left.
        private void EnqueueLast(MqttDelivery delivery)
        {
            MqttDelivery next;

            for (MqttDelivery earlier = _firstDelivery; earlier != null; earlier = next)
            {
                next = earlier._next;

                if ((earlier._bits & (MqttDelivery.IsMessage | MqttDelivery.Sent)) == 0 && earlier.IsAlone && earlier._topic == delivery._topic)
                {
                    Complete(earlier, 0, null);
                }
            }

            Enqueue(delivery);
        }

        // The broker has perhaps no subscriptions any more. They go out before the messages that wait: an answer to one of those may come at once.
        private void SubscribeAgain()
        {
            MqttDelivery last = null;

            for (MqttSubscription subscription = FirstSubscription; subscription != null; subscription = subscription._next)
            {
                MqttDelivery before = last;
                MqttDelivery delivery = _firstDelivery;

                // Who subscribes waits for the connection, and has its own packet; and no end of an earlier one is to come behind it.
                while (delivery != null && ((delivery._bits & MqttDelivery.IsNoSubscribe) != 0 || delivery._topic != subscription.Filter))
                {
                    before = (delivery._bits & MqttDelivery.IsMessage) == 0 && delivery._topic == subscription.Filter ? delivery : before;
                    delivery = delivery._next;
                }

                if (delivery == null)
                {
                    last = Order(subscription, MqttDelivery.Subscribe);
                    Insert(last, before);
                }
            }
        }

        // The broker does not take a subscription, which was perhaps asked for again.
        private void Refuse(MqttDelivery delivery)
        {
            MqttDelivery later = delivery._next;

            while (later != null && ((later._bits & MqttDelivery.IsMessage) != 0 || later._topic != delivery._topic))
            {
                later = later._next;
            }

            if (later == null)
            {
                Replace(delivery._topic, null);
            }
        }

        // The one of a filter ends, and another one has its place before those behind it: who subscribes again, as Home Assistant's device after each
        // reconnect, goes on getting what was his. Null for none.
        private void Replace(string filter, MqttSubscription other)
        {
            MqttSubscription before = null;
            MqttSubscription found = FirstSubscription;

            while (found != null && found.Filter != filter)
            {
                before = found;
                found = found._next;
            }

            MqttSubscription next = found?._next;

            if (found != other)
            {
                if (found != null)
                {
                    found.SetEnded(true);
                    found._client = null;
                }

                if (other != null)
                {
                    other._next = next;
                    other._client = this;
                    next = other;
                }

                if (before == null)
                {
                    _inbox._subscriptions = next;
                }
                else
                {
                    before._next = next;
                }
            }
        }
    }
}
