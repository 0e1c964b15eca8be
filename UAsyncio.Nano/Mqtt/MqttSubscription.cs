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
        /// <summary>The filter.</summary>
        public readonly string Filter;

        /// <summary>What is promised at most for its messages.</summary>
        public readonly MqttQos Qos;

        /// <summary>
        /// True to take messages that are longer than <see cref="MqttOptions.MaxPacketSize"/>, as a stream: the handler reads them by
        /// <see cref="MqttMessage.ReadAsync"/>. False, as it is by default, to have them dropped. Only with a handler.
        /// </summary>
        public bool TakesStreams;

        /// <summary>True to keep the properties of its messages (MQTT 5.0). False, as it is by default, to let them go.</summary>
        public bool KeepsProperties;

        internal readonly MqttHandler _handler;
        internal MqttSubscription _next;

        // Whose it is: it is in one list.
        internal MqttClient _client;

        // For a sequence: what is offered, who waits for the next or for it to be taken, and the task that has read last.
        internal readonly WaitList _changed;
        internal MqttMessage _offered;
        internal Coroutine _reader;
        private bool _hasEnded;

        private readonly byte[] _filter;

        // Where the filter begins, behind $share and the group, with what it has, as a delivery says it. 0: it is a topic.
        private readonly int _form;

        /// <summary>Makes a subscription; MqttClient.SubscribeAsync makes it valid.</summary>
        /// <param name="filter">The topics: <c>+</c> stands for one level, <c>#</c> at the end for the rest; <c>$share/group/filter</c> shares them with others of a group.</param>
        /// <param name="handler">Called for each message; null to read them by <see cref="ReadAsync"/>.</param>
        /// <param name="qos">What is promised at most for its messages.</param>
        /// <exception cref="ArgumentNullException">The filter is null.</exception>
        /// <exception cref="ArgumentException">The filter is not valid, or the QoS is none.</exception>
        public MqttSubscription(string filter, MqttHandler handler = null, MqttQos qos = MqttQos.AtLeastOnce)
        {
            if (filter == null)
            {
                throw new ArgumentNullException();
            }

            MqttClient.CheckQos(qos);
            _filter = Encoding.UTF8.GetBytes(filter);
            _form = Topics.CheckFilter(_filter);
            Filter = filter;
            _handler = handler;
            Qos = qos;

            if (handler == null)
            {
                _changed = new WaitList();
            }
        }

        /// <summary>Waits for the next message, which is acknowledged by this. While one waits here to be taken, no other is delivered.</summary>
        /// <returns>The message; null when the client was closed or the subscription ended.</returns>
        /// <exception cref="InvalidOperationException">The subscription has a handler.</exception>
        public async Coroutine<MqttMessage> ReadAsync()
        {
            if (_changed == null)
            {
                throw new InvalidOperationException();
            }

            _reader = EventLoop.Running.CurrentTask;

            while (_offered == null && !_hasEnded)
            {
                await _changed;
            }

            MqttMessage message = _offered;

            if (message != null)
            {
                _changed.WakeAll();
                _offered = null;
                message._subscription = null;
            }

            return message;
        }

        /// <summary>What a delivery says of it.</summary>
        internal int Bits => (int)Qos << MqttDelivery.WantedShift | (_form & ~MqttDelivery.NumberMask);

        internal bool Matches(byte[] topic, int start, int length)
        {
            return Topics.Match(_filter, _form & MqttDelivery.NumberMask, topic, start, start + length);
        }

        /// <summary>The topic as a string, of a message that it matches.</summary>
        internal string TopicOf(byte[] topic, int start, int length)
        {
            return _form == 0 ? Filter : Encoding.UTF8.GetString(topic, start, length);
        }

        /// <summary>Offers a message to who reads the sequence.</summary>
        internal void Offer(MqttMessage message)
        {
            if (_hasEnded)
            {
                message._subscription = null;
            }
            else
            {
                _changed.WakeAll();
                _offered = message;
            }
        }

        /// <summary>Whoever waits, waits no longer. Subscribed again, it begins anew.</summary>
        internal void SetEnded(bool hasEnded)
        {
            if (_changed != null)
            {
                _changed.WakeAll();

                if (hasEnded && _offered != null)
                {
                    _offered._subscription = null;
                    _offered = null;
                }

                _hasEnded = hasEnded;
            }
        }
    }
}
