using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// What waits to be sent, or to be acknowledged: a message, a subscription or its end. Awaited by who asked for it: it ends when
    /// the promise is kept.
    /// </summary>
    internal sealed class MqttDelivery : Awaitable
    {
        // In Bits, above the packet's number: the first byte of the packet, with the bits of a PUBLISH.
        internal const int NumberMask = 0xFFFF;
        internal const int HeadShift = 16;
        internal const int Retain = 1 << HeadShift;
        internal const int QosShift = HeadShift + 1;
        internal const int QosMask = 3 << QosShift;
        internal const int Again = 8 << HeadShift;
        internal const int Publish = 0x30 << HeadShift;
        internal const int Subscribe = 0x82 << HeadShift;
        internal const int Unsubscribe = 0xA2 << HeadShift;

        // Tells a PUBLISH from the two others, and a SUBSCRIBE from the two others.
        internal const int IsMessage = 0x10 << HeadShift;
        internal const int IsNoSubscribe = 0x20 << HeadShift;

        // It has gone out on this connection; the broker has it, and its number is to be released (QoS 2).
        internal const int Sent = 1 << 24;
        internal const int Received = 1 << 25;

        // The number is the outcome now, and the topic what the broker said.
        internal const int Completed = 1 << 26;

        // In an outcome: the broker has not said it.
        internal const int IsOwn = 0x4000;

        // There was no room for it: it is not in the queue before it is awaited.
        internal const int Late = 1 << 27;

        // Of a message: it was late, and is in the queue beyond its bounds. Of a subscription: its QoS, and what its filter has.
        internal const int WasLate = 1 << 28;
        internal const int WantedShift = 28;
        internal const int HasWildcard = 1 << 30;
        internal const int IsShared = 1 << 31;

        internal MqttDelivery _next;
        internal string _topic;
        internal byte[] _payload;
        internal byte[] _properties;
        internal int _bits;
        private readonly MqttClient _client;
        private Coroutine _waiter;

        internal MqttDelivery(string topic, byte[] payload, byte[] properties, int bits, MqttClient client)
        {
            _topic = topic;
            _payload = payload;
            _properties = properties;
            _bits = bits;
            _client = client;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            if ((_bits & Completed) != 0)
            {
                return true;
            }

            if ((_bits & Late) != 0)
            {
                _client.CheckNotClosed();
                _bits ^= Late | WasLate;
                _client.Enqueue(this);

                if ((_bits & Completed) != 0)
                {
                    return true;
                }
            }

            if (_waiter != null)
            {
                throw new InvalidOperationException();
            }

            _waiter = waiter;
            return false;
        }

        public override object EndAwait()
        {
            int outcome = (short)_bits;

            if (outcome != 0 && (uint)outcome >= 0x80)
            {
                throw new MqttException((MqttReason)(outcome < 0 ? outcome : outcome & ~IsOwn), _topic) { IsFromBroker = (uint)outcome < IsOwn };
            }

            return null;
        }

        /// <summary>Keeps the outcome, and wakes who waits. It changes nothing if it throws.</summary>
        internal void Complete(int outcome, string text)
        {
            if (_waiter != null)
            {
                Wake(_waiter);
            }

            _waiter = null;
            _topic = text;
            _bits = Completed | (outcome & NumberMask);
        }

        /// <summary>Whether it is this client that is to end it.</summary>
        internal bool IsDueFrom(MqttClient client)
        {
            return _client == client && (_bits & Completed) == 0;
        }

        /// <summary>Whether nobody waits for it.</summary>
        internal bool IsAlone => _waiter == null;

        protected override bool Unpark(Coroutine waiter)
        {
            if (_waiter != waiter)
            {
                return false;
            }

            _waiter = null;

            try
            {
                _client.Forget(this);
            }
            catch (OutOfMemoryException)
            {
                // It goes out, then.
            }

            return true;
        }
    }
}
