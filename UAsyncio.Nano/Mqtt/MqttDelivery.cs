using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// What waits to be sent, or to be acknowledged: a message, a subscription or its end. Awaited by who asked for it: it ends when
    /// the promise is kept.
    /// </summary>
    internal sealed class MqttDelivery : Awaitable
    {
        // In Bits, above the packet's number: four bits as they are at the head of a PUBLISH, sent again among them.
        internal const int NumberMask = 0xFFFF;
        internal const int HeadShift = 16;
        internal const int Retain = 1 << HeadShift;
        internal const int QosShift = 17;
        internal const int QosMask = 3 << QosShift;
        internal const int Again = 1 << 19;
        internal const int Subscribe = 1 << 20;
        internal const int Unsubscribe = 1 << 21;

        // It has gone out on this connection; the broker has it, and its number is to be released (QoS 2).
        internal const int Sent = 1 << 22;
        internal const int Received = 1 << 23;

        // The number is the outcome now, and the topic what the broker said.
        internal const int Completed = 1 << 24;

        // There was no room for it: it is not in the queue before it is awaited.
        internal const int Late = 1 << 25;

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

        internal int Qos => (_bits & QosMask) >> QosShift;

        internal bool IsMessage => (_bits & (Subscribe | Unsubscribe)) == 0;

        internal bool Has(int bits)
        {
            return (_bits & bits) != 0;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            if (Has(Completed))
            {
                return true;
            }

            if (Has(Late))
            {
                _client.CheckNotClosed();
                _bits &= ~Late;
                _client.Enqueue(this);

                if (Has(Completed))
                {
                    return true;
                }
            }

            if (_waiter != null)
            {
                throw new InvalidOperationException("another coroutine waits here");
            }

            _waiter = waiter;
            return false;
        }

        public override object EndAwait()
        {
            int outcome = (short)_bits;

            if ((uint)outcome >= 0x80)
            {
                throw new MqttException((MqttReason)outcome, _topic) { IsFromBroker = outcome > 0 };
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

        protected override bool Unpark(Coroutine waiter)
        {
            if (_waiter != waiter)
            {
                return false;
            }

            _waiter = null;
            return true;
        }
    }
}
