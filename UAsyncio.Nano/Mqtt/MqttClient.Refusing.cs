using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Messages that nobody takes, or that are too long.
    public sealed partial class MqttClient
    {
        // Whether the topic and the properties of a PUBLISH are there, which goes on behind what has come.
        private bool HasHead(int first, int end)
        {
            const int MaxVariableInt = 4;
            int start = _position;
            int length = UInt16();
            int at = _position += length + ((first & 6) == 0 ? 0 : 2);
            bool isThere = at + MaxVariableInt <= _end;
            int properties = isThere && (_flags & IsV5) != 0 ? VariableInt() : 0;

            // Of a topic that is too long, too: then what is left is less than nothing.
            if (properties > end - _position)
            {
                throw Malformed();
            }

            isThere &= properties <= _end - _position;
            _position = start;
            return isThere;
        }

        // Passes over a message whose topic or properties do not fit into the buffer. Its number is behind the topic. Returns where to go on.
        private int Refuse(MqttInbox inbox, int first, int end)
        {
            int qos = (first >> 1) & 3;
            int length = UInt16();

            if (qos == 3)
            {
                throw Malformed();
            }

            if (qos == 0)
            {
                inbox._dropped++;
                inbox._rest = end - _position;
            }
            else
            {
                inbox._rest = length + 2;
                inbox._refused = (end - _position - inbox._rest) << 2 | qos;
            }

            return _position;
        }

        private void TakeRefused(MqttInbox inbox, AsyncStream stream)
        {
            int refused = inbox._refused;
            int qos = refused & 3;
            byte[] buffer = stream.Buffer;
            int packetId = buffer[stream.BufferStart] << 8 | buffer[stream.BufferStart + 1];
            bool isAgain = qos == 2 && inbox.FindIncoming(packetId) >= 0;

            if (packetId == 0)
            {
                throw NotNow();
            }

            if (isAgain)
            {
                Acknowledge(PubRec, packetId, 0);
            }
            else
            {
                Drop(inbox, qos, packetId, (_flags & IsV5) != 0, true);
            }

            stream.Consume(2);
            inbox._rest = refused >> 2;
            inbox._refused = 0;
        }

        private void Drop(MqttInbox inbox, int qos, int packetId, bool isRefused, bool isCounted)
        {
            inbox._dropped += isCounted ? 1 : 0;

            // At QoS 2 a refusal forgets the number, as MQTT 3.1.1 cannot.
            if (qos == 2 && !isRefused)
            {
                inbox.AddIncoming(-packetId, _options.ReceiveMaximum);
            }

            if (qos > 0)
            {
                Acknowledge(qos == 1 ? PubAck : PubRec, packetId, isRefused ? (int)MqttReason.QuotaExceeded : 0);
            }
        }
    }
}
