using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int Connect = 0x10;
        private const int ConnAck = 0x20;

        // What the broker wants: s of silence at most, messages under way, bytes a packet, and the bits of a delivery that it does not take.
        private int _keepAlive;
        private int _quota;
        private int _maxPacket;
        private int _forbidden;

        private bool IsClean => _options.CleanStart && (!_isNew || Connections == 0);

        private void WriteConnect()
        {
            MqttOptions options = _options;
            MqttMessage will = options.Will;
            string user = options.UserName;
            string password = options.Password;
            int flags = IsClean ? 2 : 0;
            int room = 48 + 4 * ClientId.Length;

            if (will != null)
            {
                flags |= 4 | (int)will.Qos << 3 | (will.Retain ? 0x20 : 0);
                room += 4 * will.Topic.Length + will.Payload.Length;
            }

            if (user != null)
            {
                flags |= 0x80;
                room += 4 * user.Length;
            }

            if (password != null)
            {
                flags |= 0x40;
                room += 4 * password.Length;
            }

            _outCount = 0;
            _body = null;
            BeginPacket(Connect, room);
            PutText("MQTT");
            PutByte((int)options.Version);
            PutByte(flags);
            PutUInt16(options.KeepAlive);

            if (_isNew)
            {
                // Session Expiry Interval, Receive Maximum, and Topic Alias Maximum if there is one.
                int aliases = options.TopicAliases;
                PutByte(aliases > 0 ? 11 : 8);
                PutByte(0x11);
                PutUInt32(options.SessionExpiry);
                PutByte(0x21);
                PutUInt16(options.ReceiveMaximum);

                if (aliases > 0)
                {
                    PutByte(0x22);
                    PutUInt16(aliases);
                }
            }

            PutText(ClientId);

            if (will != null)
            {
                if (_isNew)
                {
                    PutByte(5);
                    PutByte(0x18);
                    PutUInt32(options.WillDelay);
                }

                PutName(will.Topic);
                PutUInt16(will.Payload.Length);
                PutBytes(will.Payload);
            }

            if (user != null)
            {
                PutText(user);
            }

            if (password != null)
            {
                PutText(password);
            }

            EndPacket(0);
        }

        private void TakeConnAck(int first)
        {
            if (first != ConnAck)
            {
                throw Broken(MqttReason.ProtocolError);
            }

            int flags = Byte();
            int reason = Byte();
            _keepAlive = _options.KeepAlive;
            _quota = _options.MaxInFlight;
            _maxPacket = int.MaxValue;
            _forbidden = 0;
            _aliases = null;

            if (!_isNew && (uint)(reason - 1) < 5)
            {
                // 1 to 5 of MQTT 3.1.1 in those of 5.0.
                reason = 0x80 | ("45867"[reason - 1] - '0');
            }

            TakeProperties(ConnAck);

            if (reason != 0)
            {
                throw new MqttException((MqttReason)reason, _text) { IsFromBroker = true };
            }

            // A session that the client has asked to forget cannot be there.
            if (_position != _end || flags > 1 || _quota == 0 || _maxPacket == 0 || (flags == 1 && IsClean))
            {
                throw Broken(MqttReason.ProtocolError);
            }

            SessionPresent = flags == 1;
        }

        private void TakeLimit(int identifier, int value)
        {
            switch (identifier)
            {
                case 0x12:
                    ClientId = Encoding.UTF8.GetString(_in, _start, value);
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
                case 0x24:
                    _forbidden |= value == 0 ? MqttDelivery.QosMask : (int)MqttQos.ExactlyOnce << MqttDelivery.QosShift;
                    break;
                case 0x25:
                    _forbidden |= value == 0 ? MqttDelivery.Retain : 0;
                    break;
                case 0x27:
                    _maxPacket = value < 0 ? int.MaxValue : value;
                    break;
            }
        }
    }
}
