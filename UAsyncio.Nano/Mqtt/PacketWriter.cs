using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>Packets that wait to be sent, one behind the other.</summary>
    internal sealed class PacketWriter
    {
        internal byte[] Buffer;
        internal int Count;

        // Where the packet that is being written goes on. It counts when Count is set to it: half a packet never does.
        private int _position;

        /// <summary>Makes room for a packet, and begins it behind the others. It changes nothing if it throws.</summary>
        internal void Begin(int count)
        {
            _position = Count;
            int needed = Count + count;
            int size = Buffer == null ? 0 : Buffer.Length;

            if (needed > size)
            {
                size = size == 0 ? 64 : 2 * size;
                byte[] larger = new byte[size > needed ? size : needed];

                if (Count > 0)
                {
                    Array.Copy(Buffer, 0, larger, 0, Count);
                }

                Buffer = larger;
            }
        }

        /// <summary>Takes out what has been sent.</summary>
        internal void Remove(int count)
        {
            int rest = Count - count;

            if (rest > 0)
            {
                Array.Copy(Buffer, count, Buffer, 0, rest);
            }

            Count = rest;
        }

        /// <summary>Checks a topic that will be published, in the room behind the packets.</summary>
        /// <exception cref="ArgumentException">It is none.</exception>
        internal void CheckName(string topic)
        {
            int length = topic.Length;
            Begin(1 + (3 * length));
            byte[] bytes = Buffer;
            int start = Count;

            if (Encoding.UTF8.GetBytes(topic, 0, length, bytes, start) != length)
            {
                bytes = Encoding.UTF8.GetBytes(topic);
                length = bytes.Length;
                start = 0;
            }

            if (!Topics.IsName(bytes, start, length))
            {
                throw new ArgumentException(nameof(topic));
            }
        }

        /// <summary>What was written since Begin is a packet.</summary>
        internal void End()
        {
            Count = _position;
        }

        internal void Byte(int value)
        {
            Buffer[_position++] = (byte)value;
        }

        internal void UInt16(int value)
        {
            Buffer[_position] = (byte)(value >> 8);
            Buffer[_position + 1] = (byte)value;
            _position += 2;
        }

        internal void Header(int first, int length)
        {
            Byte(first);

            for (; length >= 0x80; length >>= 7)
            {
                Byte(length | 0x80);
            }

            Byte(length);
        }

        /// <summary>Writes text or data with its length before it.</summary>
        internal void Data(byte[] bytes)
        {
            UInt16(bytes.Length);
            Bytes(bytes);
        }

        internal void Bytes(byte[] bytes)
        {
            if (bytes.Length > 0)
            {
                Array.Copy(bytes, 0, Buffer, _position, bytes.Length);
                _position += bytes.Length;
            }
        }

        /// <summary>Writes a packet of an acknowledgement.</summary>
        internal void Acknowledge(int first, int packetId, int reason)
        {
            int size = reason == 0 ? 2 : 3;
            Begin(2 + size);
            Byte(first);
            Byte(size);
            UInt16(packetId);

            if (reason != 0)
            {
                Byte(reason);
            }

            Count = _position;
        }

        /// <summary>
        /// Writes a PUBLISH without its payload, for which there is room then if it is not sent from where it is.
        /// </summary>
        /// <param name="first">Type and flags.</param>
        /// <param name="topic">The topic.</param>
        /// <param name="packetId">Its number; 0 for QoS 0.</param>
        /// <param name="hasProperties">True for MQTT 5.0.</param>
        /// <param name="payload">Its length is what counts.</param>
        /// <param name="inlined">True to have it behind the header.</param>
        internal void Publish(int first, string topic, int packetId, bool hasProperties, byte[] payload, bool inlined)
        {
            int length = topic.Length;
            int rest = 2 + payload.Length + (packetId != 0 ? 2 : 0) + (hasProperties ? 1 : 0);
            int total = rest + length;
            int start = Count;
            int header = total < 0x80 ? 2 : total < 0x4000 ? 3 : total < 0x200000 ? 4 : 5;

            Begin(8 + 3 * length + (inlined ? rest : 8));
            byte[] buffer = Buffer;
            int at = start + header + 2;

            // Straight into its place where characters are bytes, as they most often are.
            if (Encoding.UTF8.GetBytes(topic, 0, length, buffer, at) != length)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(topic);
                length = bytes.Length;
                total = rest + length;
                header = total < 0x80 ? 2 : total < 0x4000 ? 3 : total < 0x200000 ? 4 : 5;
                at = start + header + 2;
                Array.Copy(bytes, 0, buffer, at, length);
            }

            if (!Topics.IsName(buffer, at, length))
            {
                throw new ArgumentException(nameof(topic));
            }

            Header(first, total);
            UInt16(length);
            _position += length;

            if (packetId != 0)
            {
                UInt16(packetId);
            }

            if (hasProperties)
            {
                Byte(0);
            }

            if (inlined)
            {
                Bytes(payload);
            }

            Count = _position;
        }
    }
}
