using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A simulation's stand-in for TLS: the records and messages of the real one, in size and order, without cryptography. Instead of a tag
    // a record carries its number and a sum, so that what is lost, doubled or moved is noticed.
    internal static class StandInRecord
    {
        public const int Header = 5;
        public const int Alert = 21;
        public const int Handshake = 22;
        public const int Data = 23;
        public const int MostData = 4096;

        // What a receiver takes; a record that says it is longer is none.
        public const int MostRecord = 16384 + 256;

        // What the messages of a usual handshake take.
        public const int ClientHello = 230;
        public const int ServerFlight = 1300;
        public const int ClientFinished = 60;

        private const int Tag = 17;

        public static byte[] Message(int type, int length)
        {
            byte[] record = NewRecord(Handshake, length);
            record[2] = (byte)(type == 1 ? 1 : 3);
            record[5] = (byte)type;
            record[7] = (byte)((length - 4) >> 8);
            record[8] = (byte)(length - 4);
            return record;
        }

        public static byte[] Seal(int type, int number, ReadOnlySpan<byte> data)
        {
            byte[] record = NewRecord(Data, data.Length + Tag);
            data.CopyTo(record.AsSpan(Header));
            int tag = Header + data.Length;
            record[tag] = (byte)type;
            BitConverter.TryWriteBytes(record.AsSpan(tag + 1), number);
            BitConverter.TryWriteBytes(record.AsSpan(tag + 5), Sum(data));
            return record;
        }

        // The type of what is inside; -1 when it is not the record that was to come.
        public static int Open(ReadOnlySpan<byte> record, int number, out ReadOnlySpan<byte> data)
        {
            data = default;
            int tag = record.Length - Tag;
            if (record[0] != Data || tag < Header)
            {
                return -1;
            }

            data = record[Header..tag];
            bool isRight = BitConverter.ToInt32(record[(tag + 1)..]) == number && BitConverter.ToInt32(record[(tag + 5)..]) == Sum(data);
            return isRight ? record[tag] : -1;
        }

        public static int LengthOf(ReadOnlySpan<byte> header) => header[3] << 8 | header[4];

        private static byte[] NewRecord(int type, int length)
        {
            byte[] record = new byte[Header + length];
            record[0] = (byte)type;
            record[1] = 3;
            record[2] = 3;
            record[3] = (byte)(length >> 8);
            record[4] = (byte)length;
            return record;
        }

        private static int Sum(ReadOnlySpan<byte> data)
        {
            int sum = 0;
            foreach (byte b in data)
            {
                sum = unchecked((sum * 31) + b);
            }

            return sum;
        }
    }
}
