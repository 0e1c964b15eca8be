using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// A filter of topics, and what becomes of the messages that match it: a handler takes them, or <see cref="ReadAsync"/> does. A message
    /// goes to the first subscription that it matches, in the order in which they were subscribed.
    /// </summary>
    public sealed class MqttSubscription
    {
        internal readonly byte[] FilterBytes;
        internal readonly MqttHandler Handler;
        internal MqttSubscription Next;

        // For a sequence: what is offered, who waits for the next, and who waits for it to be taken.
        private readonly WaitList _readers;
        private readonly WaitList _taken;
        private MqttMessage _offered;
        private bool _ended;

        // Where the filter begins, behind $share and the group.
        private readonly int _start;

        /// <summary>Makes a subscription; MqttClient.SubscribeAsync makes it valid.</summary>
        /// <param name="filter">The topics: <c>+</c> stands for one level, <c>#</c> at the end for the rest; <c>$share/group/filter</c> shares them with others of a group.</param>
        /// <param name="handler">Called for each message; null to read them by <see cref="ReadAsync"/>.</param>
        /// <param name="qos">What is promised at most for its messages.</param>
        /// <exception cref="ArgumentException">The filter is not valid.</exception>
        public MqttSubscription(string filter, MqttHandler handler = null, MqttQos qos = MqttQos.AtLeastOnce)
        {
            if (filter == null)
            {
                throw new ArgumentNullException(nameof(filter));
            }

            FilterBytes = Encoding.UTF8.GetBytes(filter);
            _start = Topics.CheckFilter(FilterBytes);
            Filter = filter;
            Handler = handler;
            Qos = qos;

            if (handler == null)
            {
                _readers = new WaitList();
                _taken = new WaitList();
            }
        }

        /// <summary>The filter.</summary>
        public string Filter { get; }

        /// <summary>What is promised at most for its messages.</summary>
        public MqttQos Qos { get; }

        /// <summary>
        /// True to take messages that are longer than <see cref="MqttOptions.MaxPacketSize"/>, as a stream: the handler reads them by
        /// <see cref="MqttMessage.ReadAsync"/>. False, as it is by default, to have them dropped. Only with a handler.
        /// </summary>
        public bool TakesStreams { get; set; }

        /// <summary>Waits for the next message, which is acknowledged by this. While one waits here to be taken, no other is delivered.</summary>
        /// <returns>The message; null when the client was closed or the subscription ended.</returns>
        /// <exception cref="InvalidOperationException">The subscription has a handler.</exception>
        public async Coroutine<MqttMessage> ReadAsync()
        {
            if (_readers == null)
            {
                throw new InvalidOperationException("it has a handler");
            }

            while (_offered == null && !_ended)
            {
                await _readers;
            }

            MqttMessage message = _offered;

            if (message != null)
            {
                _ = _taken.WakeFirst();
                _offered = null;
            }

            return message;
        }

        internal bool Matches(byte[] topic, int start, int length)
        {
            return Topics.Match(FilterBytes, _start, topic, start, start + length);
        }

        /// <summary>Offers a message to who reads the sequence, until it is taken.</summary>
        internal async Coroutine OfferAsync(MqttMessage message)
        {
            if (_ended)
            {
                return;
            }

            _offered = message;
            _ = _readers.WakeFirst();

            while (_offered == message && !_ended)
            {
                await _taken;
            }
        }

        /// <summary>Whoever waits, waits no longer. Subscribed again, it begins anew.</summary>
        internal void SetEnded(bool ended)
        {
            if (_readers != null)
            {
                _ended = ended;

                if (ended)
                {
                    _readers.WakeAll();
                    _taken.WakeAll();
                }
            }
        }
    }
}
