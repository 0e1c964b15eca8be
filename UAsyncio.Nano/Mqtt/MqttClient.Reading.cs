using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // The format, inwards: packets are taken apart where they are. What breaks it is an exception with the reason for the broker.
    public sealed partial class MqttClient
    {
        // Of each property: nothing, a byte, 2 bytes, 4, as many as it takes, data, text, two texts.
        internal const string Kinds = "0136000065040000036206513160600602221173111";

        private byte[] _in;
        private int _position;
        private int _end;

        // Text or data that was read: where it is, and how long. Or a number.
        private int _start;
        private int _value;

        // Looks at the packet in the stream's buffer: how long it is with its header, which is passed over then; 0 when more of it has to come.
        private int NextPacket(AsyncStream stream)
        {
            int buffered = stream.Buffered;
            byte[] buffer = stream.Buffer;
            int start = stream.BufferStart;
            int at = start + 1;
            int length = 0;

            for (int shift = 0; shift < 28; shift += 7)
            {
                if (at - start >= buffered)
                {
                    return 0;
                }

                int next = buffer[at++];
                length |= (next & 0x7F) << shift;

                if (next < 0x80)
                {
                    _in = buffer;
                    _position = at;
                    _end = at + length;
                    length += at - start;
                    return length > buffered && length <= _options.MaxPacketSize ? 0 : length;
                }
            }

            throw Malformed();
        }

        private int Byte()
        {
            if (_position >= _end)
            {
                throw Malformed();
            }

            return _in[_position++];
        }

        private int UInt16()
        {
            int at = _position;

            if (_end - at < 2)
            {
                throw Malformed();
            }

            _position = at + 2;
            return _in[at] << 8 | _in[at + 1];
        }

        private int VariableInt()
        {
            int value = 0;

            for (int shift = 0; shift < 28; shift += 7)
            {
                int next = Byte();
                value |= (next & 0x7F) << shift;

                if (next < 0x80)
                {
                    return value;
                }
            }

            throw Malformed();
        }

        private int PacketId()
        {
            int packetId = UInt16();
            return packetId != 0 ? packetId : throw Broken(MqttReason.ProtocolError);
        }

        // Passes over data with its length before it, and, if it is text, looks whether it is.
        private void Data(bool isText)
        {
            _value = UInt16();
            _start = _position;
            _position += _value;

            if (_position > _end || (isText && !Topics.IsText(_in, _start, _position)))
            {
                throw Malformed();
            }
        }

        // Reads the properties of a packet and takes what is of use.
        private void TakeProperties(int packet)
        {
            _text = null;
            _alias = 0;

            if (!_isNew)
            {
                return;
            }

            int length = VariableInt();
            int end = _position + length;
            long seen = 0;

            while (_position < end && end <= _end)
            {
                int identifier = VariableInt();
                TakeProperty(identifier);
                bool isMessages = identifier <= 0x0B || identifier == 0x23;
                long bit = 1L << identifier;

                if (identifier != 0x26 && ((seen & bit) != 0 || isMessages != (packet == PublishPacket)))
                {
                    throw Broken(MqttReason.ProtocolError);
                }

                seen |= bit;
                int value = _value;

                if (identifier == 0x1F)
                {
                    _text = Encoding.UTF8.GetString(_in, _start, value);
                }
                else if (identifier == 0x23)
                {
                    _alias = value > 0 && value <= _options.TopicAliases ? value : throw Broken(MqttReason.TopicAliasInvalid);
                }
                else if (packet == ConnAck)
                {
                    TakeLimit(identifier, value);
                }
            }

            if (_position != end)
            {
                throw Malformed();
            }
        }

        private void TakeProperty(int identifier)
        {
            switch (identifier < Kinds.Length ? Kinds[identifier] - '0' : 0)
            {
                case 1:
                    _value = Byte();
                    break;
                case 2:
                    _value = UInt16();
                    break;
                case 3:
                    _value = UInt16() << 16;
                    _value |= UInt16();
                    break;
                case 4:
                    _value = VariableInt();
                    break;
                case 5:
                    Data(false);
                    break;
                case 6:
                    Data(true);
                    break;
                case 7:
                    Data(true);
                    Data(true);
                    break;
                default:
                    throw Malformed();
            }
        }

        // The reason at the end of a packet, which MQTT 3.1.1 has not, and 5.0 leaves out when all is well.
        private int TakeReason()
        {
            int reason = 0;
            _text = null;

            if (_isNew && _position < _end)
            {
                reason = Byte();

                if (_position < _end)
                {
                    TakeProperties(0);
                }
            }

            CheckEnd();
            return reason;
        }

        private void CheckEnd()
        {
            if (_position != _end)
            {
                throw Malformed();
            }
        }

        private static MqttException Malformed()
        {
            return Broken(MqttReason.MalformedPacket);
        }

        private static MqttException Broken(MqttReason reason)
        {
            return new MqttException(reason);
        }
    }
}
