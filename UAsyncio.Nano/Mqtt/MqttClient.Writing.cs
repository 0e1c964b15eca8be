using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    // The format, outwards: packets that wait to be sent, one behind the other. What writes a packet has the place where it goes on in a local,
    // and half a packet never counts.
    public sealed partial class MqttClient
    {
        private static readonly Encoding s_utf8 = Encoding.UTF8;

        private byte[] _out;
        internal int _outCount;

        // A payload that is sent from where it is, and how many bytes of the buffer go before it; below zero, how many of its own have gone.
        internal byte[] _body;
        private int _bodyAt;

        // The topic that begins the buffer, in a packet of less than 128 bytes, where topics have no aliases: the same again need not be written and looked through again.
        // Compared by what it says too: a device makes a string anew whenever it comes to a literal.
        private string _name;

        // Begins a packet behind the others, with room for its body, and returns its place. It changes nothing if it throws.
        private int BeginPacket(int first, int room)
        {
            int count = _outCount;
            byte[] buffer = _out;
            room += count + 5;

            if (buffer == null || room > buffer.Length)
            {
                byte[] larger = new byte[room];

                if (count > 0)
                {
                    Array.Copy(buffer, 0, larger, 0, count);
                }

                _out = buffer = larger;
            }

            if (count == 0)
            {
                _name = null;
            }

            buffer[count] = (byte)first;
            return count + 2;
        }

        // What was written since, up to here, is a packet. More: how much of it is sent from elsewhere.
        private void EndPacket(int end, int more)
        {
            int start = _outCount + 2;
            int length = end - start + more;

            if (length >= 0x80)
            {
                // Its length takes more than the byte that was left for it.
                int shift = length < 0x4000 ? 1 : length < 0x200000 ? 2 : 3;
                Array.Copy(_out, start, _out, start + shift, end - start);
                end += shift;
                _name = null;
                PutLength(start - 1, length);
            }
            else
            {
                _out[start - 1] = (byte)length;
            }

            _outCount = end;
        }

        private int PutLength(int at, int length)
        {
            for (; length >= 0x80; length >>= 7)
            {
                at = PutByte(at, length | 0x80);
            }

            return PutByte(at, length);
        }

        private int PutByte(int at, int value)
        {
            _out[at] = (byte)value;
            return at + 1;
        }

        private int PutUInt16(int at, int value)
        {
            byte[] buffer = _out;
            buffer[at] = (byte)(value >> 8);
            buffer[at + 1] = (byte)value;
            return at + 2;
        }

        private int PutUInt32(int at, int value)
        {
            return PutUInt16(PutUInt16(at, value >> 16), value);
        }

        private int PutBytes(int at, byte[] bytes)
        {
            int length = bytes.Length;

            if (length > 0)
            {
                Array.Copy(bytes, 0, _out, at, length);
            }

            return at + length;
        }

        // Text with its length before it, if there is one. A character takes up to 4 bytes.
        private int PutText(int at, string text)
        {
            if (text == null)
            {
                return at;
            }

            byte[] buffer = _out;
            int length = text.Length;

            if (length > 0)
            {
                length = s_utf8.GetBytes(text, 0, length, buffer, at + 2);
            }

            buffer[at] = (byte)(length >> 8);
            buffer[at + 1] = (byte)length;
            return at + 2 + length;
        }

        // A name that may be published.
        private int PutName(int at, string topic)
        {
            int end = PutText(at, topic);

            if (topic != _name)
            {
                if (!Topics.IsName(_out, at + 2, end - at - 2))
                {
                    throw new ArgumentException();
                }

                if (at == 2 && end < 128 && _aliases == null)
                {
                    _name = topic;
                }
            }

            return end;
        }

        private void Acknowledge(int first, int packetId, int reason)
        {
            if ((_flags & (Ready | Leaving)) == Ready)
            {
                int at = PutUInt16(BeginPacket(first, 3), packetId);
                EndPacket(reason == 0 ? at : PutByte(at, reason), 0);
            }
        }
    }
}
