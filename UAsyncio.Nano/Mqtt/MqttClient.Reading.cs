using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    // The format, inwards: packets are taken apart where they are. What breaks it is an exception with the reason for the broker.
    public sealed partial class MqttClient
    {
        // Of each property: nothing, a byte, 2 bytes, 4, as many as it takes, data, text, two texts.
        internal const string Kinds = "0136000065040000036206513160600602221173111";

        // The properties that may come, a bit for each: with an answer, with DISCONNECT, CONNACK and PUBLISH; and more than once.
        private const long OfAnswer = 1L << 0x1F | 1L << 0x26;
        private const long OfDisconnect = OfAnswer | 1L << 0x1C;
        private const long OfConnAck = OfDisconnect | 1L << 0x11 | 1L << 0x12 | 1L << 0x13 | 1L << 0x1A | 1L << 0x21 | 1L << 0x22 | 1L << 0x24
            | 1L << 0x25 | 1L << 0x27 | 1L << 0x28 | 1L << 0x29 | 1L << 0x2A;

        private const long OfPublish = 1L << 0x01 | 1L << 0x02 | 1L << 0x03 | 1L << 0x08 | 1L << 0x09 | 1L << 0x23 | Repeated;
        private const long Repeated = 1L << 0x0B | 1L << 0x26;

        // The packet that is taken apart: where it is, how far, and its end.
        private byte[] _in;
        private int _position;
        private int _end;

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
            return packetId != 0 ? packetId : throw NotNow();
        }

        // Passes over data with its length before it, and, if it is text, looks whether it is; returns that length.
        private int Data(bool isText)
        {
            int length = UInt16();
            int start = _position;
            _position += length;

            if (_position > _end || (isText && !Topics.IsText(_in, start, _position)))
            {
                throw Malformed();
            }

            return length;
        }

        // Reads the properties of a packet and takes what is of use. Returns the text of a reason; null where there is none.
        private string TakeProperties(long allowed)
        {
            if ((_flags & IsV5) == 0)
            {
                return null;
            }

            int length = VariableInt();
            return TakeProperties(allowed, _position + length);
        }

        private string TakeProperties(long allowed, int end)
        {
            string text = null;
            long left = allowed;

            while (_position < end && end <= _end)
            {
                int identifier = Byte();
                int value = TakeProperty(identifier);
                long bit = 1L << identifier;

                if ((left & bit) == 0)
                {
                    // Of another packet, or once too often.
                    throw (allowed & bit) == 0 ? Malformed() : NotNow();
                }

                left &= ~bit | Repeated;

                if (identifier == 0x1F)
                {
                    text = Encoding.UTF8.GetString(_in, _position - value, value);
                }
                else
                {
                    Take(identifier, value);
                }
            }

            if (_position != end)
            {
                throw Malformed();
            }

            return text;
        }

        // Looks through properties of the program's own: on what it does not understand a broker hangs up, and would get it again by the next connection.
        private void CheckProperties(byte[] properties)
        {
            _in = properties;
            _position = 0;
            _end = properties.Length;

            try
            {
                TakeProperties(OfPublish & ~(1L << 0x0B | 1L << 0x23), _end);
            }
            catch (MqttException)
            {
                throw new ArgumentException(nameof(properties));
            }
        }

        // The value of a property; of text and data, which end where the next one begins, the length.
        private int TakeProperty(int identifier)
        {
            switch (identifier < Kinds.Length ? Kinds[identifier] - '0' : 0)
            {
                case 1:
                    // No or yes.
                    int value = Byte();
                    return value < 2 ? value : throw NotNow();
                case 2:
                    return UInt16();
                case 3:
                    return UInt16() << 16 | UInt16();
                case 4:
                    value = VariableInt();
                    return value != 0 ? value : throw NotNow();
                case 5:
                    return Data(false);
                case 6:
                    return Data(true);
                case 7:
                    Data(true);
                    return Data(true);
                default:
                    throw Malformed();
            }
        }

        // The text of the reason at the end of a packet, which may be left out.
        private string TakeRest(long allowed)
        {
            string text = _position < _end ? TakeProperties(allowed) : null;
            CheckEnd();
            return text;
        }

        private void CheckEnd()
        {
            if (_position != _end)
            {
                throw Malformed();
            }
        }

        // The reason in a packet, which MQTT 3.1.1 has not, and 5.0 leaves out when all is well.
        private int TakeReason()
        {
            return _position < _end && (_flags & IsV5) != 0 ? Byte() : 0;
        }

        // Properties without the alias of a topic, which ends at a place.
        private byte[] PartWithout(int aliasEnd, int start, int end)
        {
            const int Length = 3;
            byte[] part = new byte[end - start - Length];
            int before = aliasEnd - Length - start;

            if (before > 0)
            {
                Array.Copy(_in, start, part, 0, before);
            }

            if (end > aliasEnd)
            {
                Array.Copy(_in, aliasEnd, part, before, end - aliasEnd);
            }

            return part;
        }

        private byte[] Part(int start, int end)
        {
            byte[] part = new byte[end - start];

            if (end > start)
            {
                Array.Copy(_in, start, part, 0, end - start);
            }

            return part;
        }

        // Both throw; who calls them says throw, too, for the compiler. As calls that never return they stay calls.
        private static Exception Malformed()
        {
            throw Broken(MqttReason.MalformedPacket);
        }

        private static Exception NotNow()
        {
            throw Broken(MqttReason.ProtocolError);
        }

        private static MqttException Broken(MqttReason reason)
        {
            return new MqttException(reason);
        }
    }
}
