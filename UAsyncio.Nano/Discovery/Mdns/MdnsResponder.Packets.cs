using System;
using System.Net;

namespace UAsyncio.Nano.Discovery
{
    // What it reads and writes.
    public sealed partial class MdnsResponder
    {
        // What a packet means.
        private const int Nothing = 0;
        private const int Asked = 1;
        private const int Taken = 2;
        private const int Yields = 3;

        // In seconds. Records that name a host live for two minutes, in legacy answers not longer than ten seconds.
        private const int TimeToLive = 120;
        private const int LegacyTimeToLive = 10;

        // Others are to forget what they had.
        private const int CacheFlush = 0x8000;
        private const int Response = 0x8400;
        private const int NextSecure = 47;
        private const int NameFlag = 0xC000;
        private const int NamePointer = NameFlag | DnsReader.HeaderLength;

        // The longest: a legacy answer, with question, address and what there is not.
        private byte[] _packet = new byte[DnsReader.HeaderLength + DnsName.MaxLabel + 8 + 4 + 16 + 17];
        private readonly DnsReader _reader = new DnsReader();
        private byte[] _name;
        private int _length;
        // When the address was told to all, and that there is nothing else.
        private int _lastMulticast = -AnnounceInterval;
        private int _lastOther = -AnnounceInterval;

        // Of the query that was looked at last: the question, whether it is for the address, for something else, and who is to have the answer.
        private int _askedType;
        private bool _isAddressAsked;
        private int _askedOther;
        private bool _isUnicastWanted;

        private byte[] AddressBytes()
        {
            return (_fixedAddress ?? IPAddress.GetDefaultLocalAddress()).GetAddressBytes();
        }

        // What the packet that was received last means for the name.
        private int Look()
        {
            DnsReader reader = _reader;
            _askedService = 0;
            _isServiceUnicast = true;

            // What claims to be an answer from another port is of nobody who may speak here. (RFC 6762, 6)
            if (!reader.Open(_client.Buffer, _client.Length) || !reader.IsMulticast || (reader.IsResponse && _client.Sender.Port != Mdns.Port))
            {
                return Nothing;
            }

            bool isAsked = false;
            _isUnicastWanted = true;
            _askedType = 0;
            _isAddressAsked = false;
            _askedOther = 0;

            for (int i = 0; i < reader.Questions; i++)
            {
                if (!reader.ReadQuestion())
                {
                    if (_client.IsTruncated && !reader.IsResponse)
                    {
                        // Who asks for much at once has the answer to what has come whole; what it knows already has not.
                        return isAsked ? Asked : Nothing;
                    }

                    _askedService = 0;
                    return Nothing;
                }

                if (reader.IsResponse || !reader.IsForInternet)
                {
                    continue;
                }

                if (_serviceType != null)
                {
                    LookAtServiceQuestion();
                }

                if (DnsName.Is(reader.Packet, reader.Name, reader.End, _name))
                {
                    bool isAddress = reader.Type == DnsReader.Address || reader.Type == DnsReader.Any;
                    isAsked = true;
                    _isAddressAsked |= isAddress;
                    _askedType = isAddress || _askedType == 0 ? reader.Type : _askedType;
                    _askedOther |= isAddress ? 0 : reader.Type;
                    _isUnicastWanted &= (reader.Class & Mdns.UnicastWanted) != 0;
                }
            }

            if (reader.IsResponse)
            {
                return IsConflict() ? Taken : Nothing;
            }

            if (!isAsked)
            {
                return Nothing;
            }

            // Who knows the answer already need not be told, if it is all that is asked for. Who has it written down as his own is about to take the name.
            int outcome = LookAtRecords(reader.Answers, Asked, _askedOther == 0 ? Nothing : Asked, Asked);
            return outcome != Asked || reader.Authorities == 0 ? outcome : LookAtRecords(reader.Authorities, Yields, Asked, Asked);
        }

        // Whether somebody else says that he has the name, or the service's. Before the name is its own any record of it says so, but one of what
        // there is not, which may be its own of before. (RFC 6762, 8.1 and 9)
        private bool IsConflict()
        {
            DnsReader reader = _reader;
            int count = reader.Answers + reader.Authorities + reader.Additionals;

            for (int i = 0; i < count && reader.ReadRecord(); i++)
            {
                // One that says goodbye has it no more.
                if ((reader.Class & DnsReader.ClassMask) != DnsReader.Internet || (reader.Get16(reader.Data - 6) | reader.Get16(reader.Data - 4)) == 0)
                {
                    continue;
                }

                if (DnsName.Is(reader.Packet, reader.Name, reader.End, _name))
                {
                    bool isAddress = reader.Type == DnsReader.Address && reader.DataLength == 4;

                    if (isAddress ? CompareAddress() != 0 : !_isAnnounced && reader.Type != NextSecure)
                    {
                        return true;
                    }
                }
                else if (_instance != null && reader.Type == Location && DnsName.Is(reader.Packet, reader.Name, reader.End, _instance) && IsOtherLocation())
                {
                    return true;
                }
            }

            return false;
        }

        // The first of so many records that is an address of the name decides: another one than ours, or ours. None: neither. All are read.
        private int LookAtRecords(int count, int other, int own, int none)
        {
            DnsReader reader = _reader;
            int outcome = -1;

            for (int i = 0; i < count && reader.ReadRecord(); i++)
            {
                if (outcome >= 0 || !reader.IsAddressOf(_name))
                {
                    continue;
                }

                int timeToLive = reader.Get16(reader.Data - 6) << 16 | reader.Get16(reader.Data - 4);

                if (timeToLive == 0)
                {
                    continue;
                }

                int difference = CompareAddress();

                // Of two that ask for the name, who has the higher address goes first (RFC 6762, 8.2). Half of its life at least has to be left.
                outcome = difference != 0 ? (other == Yields && difference < 0 ? Asked : other)
                    : own == Nothing && (uint)timeToLive < TimeToLive / 2 ? none : own;
            }

            return outcome < 0 ? none : outcome;
        }

        // How the address that was read last is ordered against ours.
        private int CompareAddress()
        {
            byte[] address = AddressBytes();
            int difference = 0;

            for (int i = 0; i < 4 && difference == 0; i++)
            {
                difference = _reader.Packet[_reader.Data + i] - address[i];
            }

            return difference;
        }

        private void MakeProbe()
        {
            int names = _instance == null ? 1 : 2;
            Begin(0, 0, names, 0, names, 0);
            PutName();
            Put16(DnsReader.Any);
            Put16(Mdns.UnicastWanted | DnsReader.Internet);
            int instance = NameFlag | _length;

            if (_instance != null)
            {
                PutBytes(_instance);
                Put16(DnsReader.Any);
                Put16(Mdns.UnicastWanted | DnsReader.Internet);
            }

            Put16(NamePointer);
            PutAddress(DnsReader.Internet, TimeToLive);

            if (_instance != null)
            {
                Put16(instance);
                PutLocation(DnsReader.Internet, TimeToLive);
            }
        }

        // The address; or, when something else was asked for, that there is only that; or both.
        private void MakeAnswer(int timeToLive, bool isAddress, bool isOther)
        {
            Begin(0, Response, 0, isAddress && isOther ? 2 : 1, 0, 0);
            PutName();

            if (isAddress)
            {
                PutAddress(CacheFlush | DnsReader.Internet, timeToLive);
            }

            if (isAddress && isOther)
            {
                Put16(NamePointer);
            }

            if (isOther)
            {
                PutNothingElse(CacheFlush | DnsReader.Internet, timeToLive);
            }
        }

        // For who does not speak multicast DNS: as a server would answer. (RFC 6762, 6.7)
        private void MakeLegacyAnswer()
        {
            bool isOther = _askedType != DnsReader.Address && _askedType != DnsReader.Any;
            Begin(_reader.Id, Response, 1, isOther ? 0 : 1, 0, 0);
            PutName();
            Put16(_askedType);
            Put16(DnsReader.Internet);

            if (!isOther)
            {
                Put16(NamePointer);
                PutAddress(DnsReader.Internet, LegacyTimeToLive);
            }
        }

        private void Begin(int id, int flags, int questions, int answers, int authorities, int additionals)
        {
            _length = 0;
            Put16(id);
            Put16(flags);
            Put16(questions);
            Put16(answers);
            Put16(authorities);
            Put16(additionals);
        }

        private void PutName()
        {
            PutBytes(_name);
        }

        private void PutAddress(int recordClass, int timeToLive)
        {
            PutRecord(DnsReader.Address, recordClass, timeToLive, 4);
            Array.Copy(AddressBytes(), 0, _packet, _length, 4);
            _length += 4;
        }

        // The next name is the same; of the first window one byte of bits, with that of the address. (RFC 4034, 4.1)
        private void PutNothingElse(int recordClass, int timeToLive)
        {
            PutRecord(NextSecure, recordClass, timeToLive, 5);
            Put16(NamePointer);
            Put16(1);
            _packet[_length] = 0x80 >> DnsReader.Address;
            _length++;
        }

        private void PutRecord(int type, int recordClass, int timeToLive, int length)
        {
            Put16(type);
            Put16(recordClass);
            Put16(0);
            Put16(timeToLive);
            Put16(length);
        }

        private void Put16(int value)
        {
            _packet[_length] = (byte)(value >> 8);
            _packet[_length + 1] = (byte)value;
            _length += 2;
        }
    }
}
