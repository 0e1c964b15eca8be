namespace UAsyncio.Nano.Mqtt
{
    /// <summary>Takes packets apart where they are. What breaks the format is an <see cref="MqttException"/> with the reason for the broker.</summary>
    internal sealed class PacketReader
    {
        internal byte[] Buffer;
        internal int Position;
        internal int End;

        // Text or data that was read: where it is. Value: a property's number, or a text's length.
        internal int Start;
        internal int Value;

        private long _seen;

        /// <summary>Looks at the start of a packet.</summary>
        /// <returns>How long it is with its header, which is passed over then; 0 when more of it has to come.</returns>
        internal int Begin(byte[] buffer, int start, int end)
        {
            int length = 0;

            for (int i = 1; i < 5; i++)
            {
                if (end - start <= i)
                {
                    return 0;
                }

                int next = buffer[start + i];
                length |= (next & 0x7F) << (7 * (i - 1));

                if (next < 0x80)
                {
                    Buffer = buffer;
                    Position = start + i + 1;
                    End = Position + length;
                    return End - start;
                }
            }

            throw Malformed();
        }

        internal int Byte()
        {
            if (Position >= End)
            {
                throw Malformed();
            }

            return Buffer[Position++];
        }

        internal int UInt16()
        {
            if (End - Position < 2)
            {
                throw Malformed();
            }

            Position += 2;
            return Buffer[Position - 2] << 8 | Buffer[Position - 1];
        }

        internal int VariableInt()
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

        /// <summary>Passes over data with its length before it.</summary>
        internal void Data()
        {
            Value = UInt16();
            Start = Position;

            if (Value > End - Position)
            {
                throw Malformed();
            }

            Position += Value;
        }

        /// <summary>Passes over text.</summary>
        internal void Text()
        {
            Data();

            if (!Topics.IsText(Buffer, Start, Position))
            {
                throw Malformed();
            }
        }

        /// <summary>Passes over the length of the properties.</summary>
        /// <returns>Where they end.</returns>
        internal int BeginProperties()
        {
            int length = VariableInt();
            _seen = 0;

            if (length > End - Position)
            {
                throw Malformed();
            }

            return Position + length;
        }

        /// <summary>Reads the next property into <see cref="Value"/>, or <see cref="Start"/> and its length there.</summary>
        /// <param name="end">Where the properties end.</param>
        /// <returns>Its identifier; 0 when there is no other.</returns>
        internal int Property(int end)
        {
            if (Position >= end)
            {
                if (Position > end)
                {
                    throw Malformed();
                }

                return 0;
            }

            int identifier = VariableInt();

            switch (identifier)
            {
                case 0x01:
                case 0x17:
                case 0x19:
                case 0x24:
                case 0x25:
                case 0x28:
                case 0x29:
                case 0x2A:
                    Value = Byte();
                    break;
                case 0x13:
                case 0x21:
                case 0x22:
                case 0x23:
                    Value = UInt16();
                    break;
                case 0x02:
                case 0x11:
                case 0x18:
                case 0x27:
                    Value = UInt16() << 16 | UInt16();
                    break;
                case 0x0B:
                    Value = VariableInt();
                    return identifier;
                case 0x03:
                case 0x08:
                case 0x12:
                case 0x15:
                case 0x1A:
                case 0x1C:
                case 0x1F:
                    Text();
                    break;
                case 0x09:
                case 0x16:
                    Data();
                    break;
                case 0x26:
                    Text();
                    Text();
                    return identifier;
                default:
                    throw Malformed();
            }

            long bit = 1L << identifier;

            if ((_seen & bit) != 0)
            {
                throw new MqttException(MqttReason.ProtocolError);
            }

            _seen |= bit;
            return identifier;
        }

        internal static MqttException Malformed()
        {
            return new MqttException(MqttReason.MalformedPacket);
        }
    }
}
