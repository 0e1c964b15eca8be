using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int Connect = 0x10;
        private const int ConnAck = 0x20;

        // What the broker wants: s of silence at most, messages under way, bytes a packet.
        private int _keepAlive;
        private int _quota;
        private int _maxPacket;

        // So many bytes may wait in the buffer, with a message that goes into it at once.
        private int _room;

        private bool IsClean => _options.CleanStart && ((_flags & IsV5) == 0 || Connections == 0);

        private void WriteConnect()
        {
            MqttOptions options = _options;
            MqttMessage will = options.Will;
            int flags = IsClean ? 2 : 0;
            int room = 48 + RoomFor(ClientId) + RoomFor(options.UserName) + RoomFor(options.Password);

            if (will != null)
            {
                flags |= 4 | (int)will.Qos << 3 | (will.Retain ? 0x20 : 0);
                room += RoomFor(will.Topic) + will.Payload.Length;
            }

            flags |= options.UserName == null ? 0 : 0x80;
            flags |= options.Password == null ? 0 : 0x40;
            RecallDeliveries();
            _outCount = 0;
            _body = null;
            _flags &= ~IsTorn;

            if (_inbox != null)
            {
                _inbox._aliases = null;
                _inbox._streamed = null;
                _inbox._rest = 0;
                _inbox._refused = 0;
                _inbox._hasPassed = false;
            }

            int at = PutText(BeginPacket(Connect, room), "MQTT");
            at = PutUInt16(at, (int)options.Version << 8 | flags);
            at = PutUInt16(at, options.KeepAlive);

            if ((_flags & IsV5) != 0)
            {
                // How long the properties are: Session Expiry Interval, Receive Maximum, and Topic Alias Maximum if there is one.
                int aliases = options.TopicAliases;
                at = PutUInt16(at, aliases > 0 ? 0x0B11 : 0x0811);
                at = PutUInt32(at, options.SessionExpiry);
                at = PutUInt16(PutByte(at, 0x21), options.ReceiveMaximum);

                if (aliases > 0)
                {
                    at = PutUInt16(PutByte(at, 0x22), aliases);
                }
            }

            at = PutText(at, ClientId);

            if (will != null)
            {
                if ((_flags & IsV5) != 0)
                {
                    at = PutUInt32(PutUInt16(at, 0x0518), options.WillDelay);
                }

                at = PutUInt16(PutName(at, will.Topic), will.Payload.Length);
                at = PutBytes(at, will.Payload);
            }

            EndPacket(PutText(PutText(at, options.UserName), options.Password), 0);
        }

        private static int RoomFor(string text)
        {
            return text == null ? 0 : 4 * text.Length;
        }

        private void TakeConnAck(int first)
        {
            if (first != ConnAck)
            {
                throw NotNow();
            }

            int flags = Byte();
            int reason = Byte();
            _keepAlive = _options.KeepAlive;
            _quota = _options.MaxInFlight < _options.MaxQueued ? _options.MaxInFlight : _options.MaxQueued;
            _maxPacket = int.MaxValue;
            _flags &= ~(Forbidden | ForbiddenFilters | Resumed);
            _aliases = null;
            _name = null;

            if ((uint)(reason - 1) < 5 && _position == _end)
            {
                // 1 to 5 of MQTT 3.1.1, as a broker that knows no 5.0 answers too, in those of 5.0.
                reason = 0x80 | ("45867"[reason - 1] - '0');
            }

            if (reason != 0)
            {
                throw new MqttException((MqttReason)reason, TakeRest(OfConnAck)) { IsFromBroker = true };
            }

            TakeProperties(OfConnAck);

            if (_position != _end || flags > 1)
            {
                throw Malformed();
            }

            // A session that the client has asked to forget cannot be there.
            if (_quota == 0 || _maxPacket == 0 || (flags == 1 && IsClean))
            {
                throw NotNow();
            }

            _room = _options.SendBufferSize < _maxPacket ? _options.SendBufferSize : _maxPacket;
            _flags |= flags == 1 ? Resumed : 0;

            if (!_options.CleanStart && Connections == 0)
            {
                // The broker may have a session of an earlier run, in which numbers of QoS 2 are unreleased, and some do not say so where there is no subscription:
                // not those by which a run begins, nor those of one that has come as long after its start as this one; so Knuth's generator.
                _packetId = 0x8000 | (1664525 * EventLoop.Running.Ticks + 1013904223) >> 16 & 0x7FFF;
            }
        }

        // What the broker says of itself, and the alias of a topic. Other properties are passed over.
        private void Take(int identifier, int value)
        {
            switch (identifier)
            {
                case 0x12:
                    ClientId = Encoding.UTF8.GetString(_in, _position - value, value);
                    break;
                case 0x13:
                    _keepAlive = value;
                    break;
                case 0x21:
                    _quota = value < _quota ? value : _quota;
                    break;
                case 0x22:
                    int aliases = value < _options.TopicAliases ? value : _options.TopicAliases;
                    _aliases = aliases == 0 ? null : new object[aliases];
                    break;
                case 0x23:
                    _inbox._alias = value > 0 && value <= _options.TopicAliases ? _position << 8 | value : throw Broken(MqttReason.TopicAliasInvalid);
                    break;
                case 0x24:
                    _flags |= value == 0 ? MqttDelivery.QosMask : (int)MqttQos.ExactlyOnce << MqttDelivery.QosShift;
                    break;
                case 0x25:
                    _flags |= value == 0 ? MqttDelivery.Retain : 0;
                    break;
                case 0x27:
                    _maxPacket = value < 0 ? int.MaxValue : value;
                    break;
                case 0x28:
                    _flags |= value == 0 ? MqttDelivery.HasWildcard : 0;
                    break;
                case 0x2A:
                    _flags |= value == 0 ? MqttDelivery.IsShared : 0;
                    break;
            }
        }
    }
}
