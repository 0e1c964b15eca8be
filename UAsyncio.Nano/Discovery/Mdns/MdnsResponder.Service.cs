using System;
using System.Net;

namespace UAsyncio.Nano.Discovery
{
    // A service that is found by its type: DNS-SD (RFC 6763).
    public sealed partial class MdnsResponder
    {
        private const int Pointer = 12;
        private const int Text = 16;
        private const int Location = 33;

        // In seconds, of what tells that there is a service.
        private const int ServiceTimeToLive = 4500;

        // The longest packet, with names that are as long as may be, fits.
        private const int ServicePacketLength = 512;
        private const int MaxText = 100;
        private const int MaxType = 21;

        // What a question asks for: all types, those of one type, or this one.
        private const int Types = 1;
        private const int Instances = 2;
        private const int Instance = 4;

        // In ms: others have such a service too, and are not to answer all at once. (RFC 6762, 6)
        private const int LeastWait = 20;
        private const int MoreWait = 100;

        private byte[] _serviceType;
        private byte[] _instance;
        private byte[] _text;
        private int _servicePort;
        private int _lastService = -AnnounceInterval;

        // Of the query that was looked at last.
        private int _askedService;
        private int _askedServiceType;
        private bool _isServiceUnicast;

        /// <summary>
        /// Has the device found by what it does, too: in lists of web pages, for instance (DNS-SD, RFC 6763). It is called as the host is. To be called before
        /// <see cref="RunAsync"/>; a second call takes the place of the first.
        /// </summary>
        /// <param name="type">Such as _http._tcp: up to 15 characters behind the first underscore.</param>
        /// <param name="port">The port that it is at, 1 to 65535.</param>
        /// <param name="text">One KEY=VALUE of ASCII for who looks for it, such as path=/, 100 characters at most; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="type"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="type"/> is no type, or <paramref name="text"/> is too long or no ASCII.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of range.</exception>
        public void Publish(string type, int port, string text = null)
        {
            int dot = type == null ? throw new ArgumentNullException(nameof(type)) : type.IndexOf('.');

            if (type.Length > MaxType || dot < 2 || type[0] != '_' || (type.Substring(dot) != "._tcp" && type.Substring(dot) != "._udp"))
            {
                throw new ArgumentException(nameof(type));
            }

            if ((uint)(port - 1) >= IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException(nameof(port));
            }

            int length = text == null ? 0 : text.Length;
            byte[] bytes = new byte[length + 1];
            bytes[0] = (byte)length;

            for (int i = 0; i < length; i++)
            {
                if (length > MaxText || text[i] < ' ' || text[i] >= 127)
                {
                    throw new ArgumentException(nameof(text));
                }

                bytes[i + 1] = (byte)text[i];
            }

            byte[] serviceType = DnsName.Encode(type + ".local");
            byte[] packet = new byte[ServicePacketLength];
            byte[] instance = InstanceOf(_name, serviceType);
            _serviceType = serviceType;
            _packet = packet;
            _instance = instance;
            _text = bytes;
            _servicePort = port;
        }

        // device._http._tcp.local; null without a service.
        private static byte[] InstanceOf(byte[] name, byte[] serviceType)
        {
            if (serviceType == null)
            {
                return null;
            }

            int label = name[0] + 1;
            byte[] instance = new byte[label + serviceType.Length];
            Array.Copy(name, 0, instance, 0, label);
            Array.Copy(serviceType, 0, instance, label, serviceType.Length);
            return instance;
        }

        // Of the record that was read last: whether the service is elsewhere.
        private bool IsOtherLocation()
        {
            DnsReader reader = _reader;
            return reader.DataLength < 7 || reader.Get16(reader.Data + 4) != _servicePort || !DnsName.Is(reader.Packet, reader.Data + 6, reader.End, _name);
        }

        // Whether the question that was read last is one for it.
        private void LookAtServiceQuestion()
        {
            DnsReader reader = _reader;
            bool isAny = reader.Type == DnsReader.Any;
            int asked = 0;

            if (reader.Type == Pointer || isAny)
            {
                asked = DnsName.Is(reader.Packet, reader.Name, reader.End, Mdns.Types) ? Types
                    : DnsName.Is(reader.Packet, reader.Name, reader.End, _serviceType) ? Instances : 0;
            }

            if (asked == 0 && (reader.Type == Location || reader.Type == Text || isAny) && DnsName.Is(reader.Packet, reader.Name, reader.End, _instance))
            {
                asked = Instance;
            }

            if (asked != 0)
            {
                _askedService |= asked;
                _askedServiceType = reader.Type;
                _isServiceUnicast &= (reader.Class & Mdns.UnicastWanted) != 0;
            }
        }

        private async Coroutine AnswerServiceAsync()
        {
            EventLoop loop = EventLoop.Current;

            if (_client.Sender.Port != Mdns.Port)
            {
                MakeService(LegacyTimeToLive, true);
                await SendAsync(_client.Sender);
                return;
            }

            if (_askedService == Instances && IsInstanceKnown())
            {
                return;
            }

            if (_isServiceUnicast)
            {
                MakeService(ServiceTimeToLive, false);
                await SendAsync(_client.Sender);
            }
            else if ((uint)(loop.Ticks - _lastService) >= AnnounceInterval)
            {
                if (_askedService != Instance)
                {
                    await Coroutine.Delay(LeastWait + _random.Next(MoreWait));
                }

                await AnnounceServiceAsync(ServiceTimeToLive);
            }
        }

        private async Coroutine AnnounceServiceAsync(int timeToLive)
        {
            _lastService = EventLoop.Current.Ticks;
            MakeService(timeToLive, false);
            await SendAsync(_all);
        }

        // Who asks has it, for half of its life at least.
        private bool IsInstanceKnown()
        {
            DnsReader reader = _reader;
            reader.Open(_client.Buffer, _client.Length);

            for (int i = 0; i < reader.Questions; i++)
            {
                reader.ReadQuestion();
            }

            for (int i = 0; i < reader.Answers && reader.ReadRecord(); i++)
            {
                if (reader.Type == Pointer && (reader.Get16(reader.Data - 6) > 0 || reader.Get16(reader.Data - 4) >= ServiceTimeToLive / 2)
                    && DnsName.Is(reader.Packet, reader.Name, reader.End, _serviceType) && DnsName.Is(reader.Packet, reader.Data, reader.End, _instance))
                {
                    return true;
                }
            }

            return false;
        }

        // All of it, whatever is asked for: that there is one, where, its text, and the address; so nobody needs to ask again.
        private void MakeService(int timeToLive, bool isLegacy)
        {
            int own = isLegacy ? DnsReader.Internet : CacheFlush | DnsReader.Internet;
            int hostTimeToLive = timeToLive < TimeToLive ? timeToLive : TimeToLive;
            bool isTypes = (_askedService & Types) != 0;
            Begin(isLegacy ? _reader.Id : 0, Response, isLegacy ? 1 : 0, isTypes ? 5 : 4, 0, 0);

            if (isLegacy)
            {
                PutBytes(isTypes ? Mdns.Types : (_askedService & Instances) != 0 ? _serviceType : _instance);
                Put16(_askedServiceType);
                Put16(DnsReader.Internet);
            }

            if (isTypes)
            {
                PutBytes(Mdns.Types);
                PutRecord(Pointer, DnsReader.Internet, timeToLive, _serviceType.Length);
                PutBytes(_serviceType);
            }

            PutBytes(_serviceType);
            PutRecord(Pointer, DnsReader.Internet, timeToLive, _instance.Length);
            int instance = NameFlag | _length;
            PutBytes(_instance);
            Put16(instance);
            PutLocation(own, hostTimeToLive);
            int host = NameFlag | (_length - _name.Length);
            Put16(instance);
            PutRecord(Text, own, timeToLive, _text.Length);
            PutBytes(_text);
            Put16(host);
            PutAddress(own, hostTimeToLive);
        }

        // Of equal weight and priority; the name is its end.
        private void PutLocation(int recordClass, int timeToLive)
        {
            PutRecord(Location, recordClass, timeToLive, 6 + _name.Length);
            Put16(0);
            Put16(0);
            Put16(_servicePort);
            PutName();
        }

        private void PutBytes(byte[] bytes)
        {
            Array.Copy(bytes, 0, _packet, _length, bytes.Length);
            _length += bytes.Length;
        }
    }
}
