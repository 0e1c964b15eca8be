namespace UAsyncio.Nano.Mqtt
{
    /// <summary>What a client needs once messages come: one that only publishes does without. What handles them waits here.</summary>
    internal sealed class MqttInbox : WaitList
    {
        // How many times ReceiveMaximum messages of QoS 2 may be unreleased: MQTT 3.1.1 knows no such maximum, and mosquitto passes over it
        // when it takes a session up.
        private const int MaxIncoming = 64;

        // So many passes in a row handlers have for taking one of the messages that wait, before another one of QoS 0 is dropped.
        private const int Patience = 16;

        internal Coroutine _dispatching;
        internal MqttSubscription _subscriptions;
        internal int _dropped;

        // What has come and waits for its handler.
        internal MqttMessage _first;
        internal MqttMessage _last;
        internal int _waiting;

        // For how many passes nobody has taken one while another one was there.
        internal int _fullPasses;

        // A message that its handler reads from the stream; and how much of one nobody reads any more.
        internal MqttMessage _streamed;
        internal int _rest;

        // How its handler read last: it has failed where the outcome is below zero.
        internal IntAwaitable _part;

        // Whether something was passed over that the broker is to send again.
        internal bool _hasPassed;

        // Of one whose topic or properties are too long to be looked at: its QoS, and, four times, how much of it is behind its number.
        internal int _refused;

        // The first connection of the session that the broker keeps: what came by an earlier one is not acknowledged any more.
        internal int _sessionStart;

        // The alias that was read last, below the place behind it in the buffer, and the topics of those that the broker has given.
        internal int _alias;
        internal byte[][] _aliases;

        // The numbers of messages of QoS 2 that have come and are not released: negative once they are handled.
        internal int[] _incoming;

        /// <summary>Whether one that is too many has to wait still, or can be dropped.</summary>
        internal bool IsPatient()
        {
            if (_fullPasses == Patience)
            {
                return false;
            }

            _fullPasses++;
            return true;
        }

        internal int FindIncoming(int packetId)
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

        internal void AddIncoming(int packetId, int receiveMaximum)
        {
            int place = FindIncoming(0);

            if (place < 0)
            {
                place = _incoming == null ? 0 : _incoming.Length;

                if (place >= MaxIncoming * receiveMaximum)
                {
                    throw new MqttException(MqttReason.ReceiveMaximumExceeded);
                }

                int[] larger = new int[place + receiveMaximum];

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
