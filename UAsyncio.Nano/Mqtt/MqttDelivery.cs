using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// What waits to be sent, or to be acknowledged: a message, a subscription or its end. Awaited by who asked for it: it ends when
    /// the promise is kept.
    /// </summary>
    internal sealed class MqttDelivery : Awaitable
    {
        // In Bits, above the packet's number and the QoS.
        internal const int NumberMask = 0xFFFF;
        internal const int QosShift = 16;
        internal const int Retain = 1 << 18;
        internal const int Subscribe = 1 << 19;
        internal const int Unsubscribe = 1 << 20;

        // It has gone out on this connection; it has gone out before; the broker has it, and its number is to be released (QoS 2).
        internal const int Sent = 1 << 21;
        internal const int Again = 1 << 22;
        internal const int Received = 1 << 23;
        internal const int Completed = 1 << 24;

        internal MqttDelivery Next;
        internal string Topic;
        internal byte[] Payload;
        internal int Bits;
        internal int Outcome;
        private Coroutine _waiter;

        internal MqttDelivery(string topic, byte[] payload, int bits)
        {
            Topic = topic;
            Payload = payload;
            Bits = bits;
        }

        internal int Qos => (Bits >> QosShift) & 3;

        internal bool IsMessage => (Bits & (Subscribe | Unsubscribe)) == 0;

        public override bool BeginAwait(Coroutine waiter)
        {
            if ((Bits & Completed) != 0)
            {
                return true;
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
            if (Outcome < 0 || Outcome >= 0x80)
            {
                throw new MqttException((MqttReason)Outcome) { IsFromBroker = Outcome > 0 };
            }

            return null;
        }

        /// <summary>Keeps the outcome, and wakes who waits. It changes nothing if it throws.</summary>
        internal void Complete(int outcome)
        {
            if (_waiter != null)
            {
                Wake(_waiter);
            }

            _waiter = null;
            Outcome = outcome;
            Bits |= Completed;
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
