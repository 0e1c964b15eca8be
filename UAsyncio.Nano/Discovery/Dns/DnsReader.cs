namespace UAsyncio.Nano.Discovery
{
    /// <summary>Goes through a packet of DNS, question by question and record by record. What is broken ends it; nothing is copied.</summary>
    internal sealed class DnsReader
    {
        internal const int HeaderLength = 12;
        internal const int Address = 1;
        internal const int Any = 255;
        internal const int Internet = 1;

        // The highest bit of the class says something else in multicasts.
        internal const int ClassMask = 0x7FFF;

        internal byte[] Packet;
        internal int End;
        internal int At;

        // Of the header.
        internal int Id;
        internal int Flags;
        internal int Questions;
        internal int Answers;
        internal int Authorities;
        internal int Additionals;

        // Of the question or record that was read last: where its name begins, and its data.
        internal int Name;
        internal int Type;
        internal int Class;
        internal int Data;
        internal int DataLength;

        /// <summary>True for an answer, false for a query.</summary>
        internal bool IsResponse => (Flags & 0x8000) != 0;

        /// <summary>0 for a query of the usual kind.</summary>
        internal int Opcode => Flags >> 11 & 15;

        /// <summary>Whether it can be one of multicast DNS: others have an operation or an error, and are to be ignored. (RFC 6762, 18.3 and 18.11)</summary>
        internal bool IsMulticast => (Flags & 0x780F) == 0;

        /// <summary>Whether the question that was read last is one for this kind of network.</summary>
        internal bool IsForInternet => (Class & ClassMask) == Internet || (Class & ClassMask) == Any;

        /// <summary>Begins with a packet.</summary>
        /// <returns>False when it has no whole header.</returns>
        internal bool Open(byte[] packet, int length)
        {
            Packet = packet;
            End = length;
            At = HeaderLength;

            if (length < HeaderLength)
            {
                return false;
            }

            Id = Get16(0);
            Flags = Get16(2);
            Questions = Get16(4);
            Answers = Get16(6);
            Authorities = Get16(8);
            Additionals = Get16(10);
            return true;
        }

        /// <summary>Reads a question.</summary>
        /// <returns>False when it is broken.</returns>
        internal bool ReadQuestion()
        {
            Name = At;
            int at = DnsName.Skip(Packet, At, End);

            if (at < 0 || at + 4 > End)
            {
                return false;
            }

            Type = Get16(at);
            Class = Get16(at + 2);
            At = at + 4;
            return true;
        }

        /// <summary>Reads a record.</summary>
        /// <returns>False when it is broken.</returns>
        internal bool ReadRecord()
        {
            if (!ReadQuestion() || At + 6 > End)
            {
                return false;
            }

            Data = At + 6;
            DataLength = Get16(At + 4);
            At = Data + DataLength;
            return At <= End;
        }

        /// <summary>Whether what was read last is an IPv4 address of a name.</summary>
        internal bool IsAddressOf(byte[] name)
        {
            return Type == Address && (Class & ClassMask) == Internet && DataLength == 4 && DnsName.Is(Packet, Name, End, name);
        }

        internal int Get16(int at)
        {
            return Packet[at] << 8 | Packet[at + 1];
        }
    }
}
