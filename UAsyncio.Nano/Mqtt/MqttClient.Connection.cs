using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int Connect = 0x10;
        private const int ConnAck = 0x20;
        private const int Disconnect = 0xE0;
        private const int PingRequest = 0xC0;
        private const int MinutesMs = 60000;

        private AsyncStream _stream;
        private bool _isReady;
        private string _clientId;
        private int _random;

        // The first connection of the session that the broker keeps: what came by an earlier one is not acknowledged any more.
        private int _sessionStart;

        // What the broker wants: s of silence at most, messages under way, bytes a packet, the QoS, and whether it retains.
        private int _keepAlive;
        private int _quota;
        private int _maxPacket;
        private int _maxQos;
        private bool _canRetain;

        // Since the last look: whether bytes went out, came in, and whether an answer is due.
        private bool _hasSent;
        private bool _hasReceived;
        private bool _isPinged;

        // Connects and receives, again and again.
        private async Coroutine RunAsync()
        {
            int attempt = 0;

            while (!_isClosed)
            {
                Exception failure = null;
                int connectedAt = _loop.Ticks;

                try
                {
                    if (_stream == null)
                    {
                        await OpenAsync().WaitAsync(_options.ConnectTimeout);
                    }

                    connectedAt = _loop.Ticks;
                    BeginConnection();
                    await ReceiveAsync(_stream);
                }
                catch (CanceledException)
                {
                    CloseStream();
                    throw;
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                MqttException broken = failure as MqttException;

                if (_isReady && broken != null && !broken.IsFromBroker && broken.Reason > 0 && !_isClosed)
                {
                    await ExcuseAsync(broken.Reason);
                }

                CloseStream();

                if (_isClosed)
                {
                    break;
                }

                // Who closed the stream knows better.
                if (!(failure is ObjectDisposedException))
                {
                    Failure = failure;
                }

                if (!_options.Reconnect || (broken != null && broken.IsFromBroker && broken.Reason == MqttReason.SessionTakenOver))
                {
                    Dispose();
                    break;
                }

                // One that ends soon after it was made counts as a failed attempt.
                attempt = _loop.Ticks - connectedAt > MinutesMs ? 0 : attempt + 1;
                await Coroutine.Delay(NextDelay(attempt));
            }
        }

        private int NextDelay(int attempt)
        {
            int max = _options.MaxReconnectDelay;
            int delay = _options.MinReconnectDelay;

            for (; attempt > 1 && delay < max; attempt--)
            {
                delay = delay > max / 2 ? max : 2 * delay;
            }

            // From a half to all of it, by Knuth's generator: devices that lost the same broker come back one by one.
            _random = 1664525 * _random + 1013904223;
            int half = delay / 2;
            return half + (int)((uint)(_random >> 1 & 0x3FFFFFFF) % (uint)(delay - half + 1));
        }

        // Connects, and introduces the client.
        private async Coroutine OpenAsync()
        {
            TlsClientOptions tls = _options.Tls;
            int port = _options.Port != 0 ? _options.Port : tls != null ? 8883 : 1883;
            AsyncStream stream;

            if (tls == null)
            {
                stream = await Tcp.OpenConnectionAsync(_options.Host, port);
            }
            else
            {
                stream = await Tcp.OpenConnectionAsync(_options.Host, port, tls);
            }

            try
            {
                CheckNotClosed();
                _stream = stream;
                PacketWriter writer = new PacketWriter();
                WriteConnect(writer);
                await stream.WriteAsync(writer.Buffer, 0, writer.Count);
                int size;

                while ((size = SizeOfNext(stream)) == 0)
                {
                    await FillAsync(stream);
                }

                TakeConnAck(stream, size);
            }
            catch (Exception)
            {
                stream.Dispose();
                _stream = null;
                throw;
            }
        }

        private void WriteConnect(PacketWriter writer)
        {
            MqttOptions options = _options;
            bool isNew = options.Version == MqttVersion.V5;
            byte[] clientId = Encoding.UTF8.GetBytes(_clientId);
            byte[] user = options.UserName == null ? null : Encoding.UTF8.GetBytes(options.UserName);
            byte[] password = options.Password == null ? null : Encoding.UTF8.GetBytes(options.Password);
            MqttMessage will = options.Will;
            byte[] topic = will == null ? null : Encoding.UTF8.GetBytes(will.Topic);
            int flags = options.CleanStart && (!isNew || Connections == 0) ? 2 : 0;
            int length = 10 + 2 + clientId.Length;

            if (isNew)
            {
                // Session Expiry Interval and Receive Maximum.
                length += 1 + 5 + 3;
            }

            if (will != null)
            {
                flags |= 4 | (int)will.Qos << 3 | (will.Retain ? 0x20 : 0);
                length += 4 + topic.Length + will.Payload.Length + (isNew ? 6 : 0);
            }

            if (user != null)
            {
                flags |= 0x80;
                length += 2 + user.Length;
            }

            if (password != null)
            {
                flags |= 0x40;
                length += 2 + password.Length;
            }

            writer.Begin(5 + length);
            writer.Header(Connect, length);
            writer.UInt16(4);
            writer.UInt16('M' << 8 | 'Q');
            writer.UInt16('T' << 8 | 'T');
            writer.Byte((int)options.Version);
            writer.Byte(flags);
            writer.UInt16(options.KeepAlive);

            if (isNew)
            {
                writer.Byte(8);
                writer.Byte(0x11);
                writer.UInt16(options.SessionExpiry >> 16);
                writer.UInt16(options.SessionExpiry);
                writer.Byte(0x21);
                writer.UInt16(options.ReceiveMaximum);
            }

            writer.Data(clientId);

            if (will != null)
            {
                if (isNew)
                {
                    writer.Byte(5);
                    writer.Byte(0x18);
                    writer.UInt16(options.WillDelay >> 16);
                    writer.UInt16(options.WillDelay);
                }

                writer.Data(topic);
                writer.Data(will.Payload);
            }

            if (user != null)
            {
                writer.Data(user);
            }

            if (password != null)
            {
                writer.Data(password);
            }

            writer.End();
        }

        private void TakeConnAck(AsyncStream stream, int size)
        {
            PacketReader reader = _reader;

            if (stream.Buffer[stream.BufferStart] != ConnAck || size > _options.MaxPacketSize)
            {
                throw new MqttException(MqttReason.ProtocolError);
            }

            int flags = reader.Byte();
            int reason = reader.Byte();
            bool isNew = _options.Version == MqttVersion.V5;
            string text = null;
            string clientId = _clientId;
            int keepAlive = _options.KeepAlive;
            int quota = 65535;
            _maxPacket = int.MaxValue;
            _maxQos = 2;
            _canRetain = true;

            if (!isNew && reason > 0)
            {
                reason += reason <= 5 ? 0x83 : 0;

                // 3 and 4 are the other way round in MQTT 5.0: server unavailable, bad user name or password; 1, 2 and 5 follow.
                reason = reason == 0x86 ? 0x88 : reason == 0x87 ? 0x86 : reason == 0x88 ? 0x87 : reason;
            }

            if (isNew)
            {
                int end = reader.BeginProperties();
                int property;

                while ((property = reader.Property(end)) != 0)
                {
                    int value = reader.Value;

                    switch (property)
                    {
                        case 0x12:
                            clientId = Encoding.UTF8.GetString(reader.Buffer, reader.Start, value);
                            break;
                        case 0x13:
                            keepAlive = value;
                            break;
                        case 0x1F:
                            text = Encoding.UTF8.GetString(reader.Buffer, reader.Start, value);
                            break;
                        case 0x21:
                            quota = value;
                            break;
                        case 0x24:
                            _maxQos = value;
                            break;
                        case 0x25:
                            _canRetain = value != 0;
                            break;
                        case 0x27:
                            _maxPacket = value < 0 ? int.MaxValue : value;
                            break;
                    }
                }
            }

            if (reason != 0)
            {
                throw new MqttException((MqttReason)reason, text) { IsFromBroker = true };
            }

            // A session that the client has asked to forget cannot be there.
            bool isClean = _options.CleanStart && (!isNew || Connections == 0);

            if (reader.Position != reader.End || flags > 1 || quota == 0 || _maxPacket == 0 || (flags == 1 && isClean))
            {
                throw new MqttException(MqttReason.ProtocolError);
            }

            Consume(stream, size);
            _clientId = clientId;
            _keepAlive = keepAlive;
            _quota = quota < _options.MaxInFlight ? quota : _options.MaxInFlight;
            SessionPresent = flags == 1;
        }

        // The broker has accepted: what waits goes out.
        private void BeginConnection()
        {
            if (!SessionPresent)
            {
                _incoming = null;
                _sessionStart = Connections + 1;
            }

            ResumeDeliveries();
            _writer.Count = 0;
            _body = null;
            _hasSent = _hasReceived = _isPinged = false;
            Connections++;
            _isReady = true;
            Pump();
            LoopCallback connected = Connected;

            if (connected != null)
            {
                connected(this);
            }
        }

        // Each packet that goes out or comes in is known by a flag; the time is looked at twice in each interval.
        private async Coroutine KeepAliveAsync()
        {
            while (!_isClosed)
            {
                int seconds = _isReady ? _keepAlive : _options.KeepAlive;
                await Coroutine.Delay(seconds == 0 ? MinutesMs : 500 * seconds);

                if (!_isReady || _keepAlive == 0)
                {
                    continue;
                }

                if (_isPinged && !_hasReceived)
                {
                    Fail(_stream, new MqttException(MqttReason.ConnectionLost));
                    continue;
                }

                _isPinged = !(_hasSent && _hasReceived);

                if (_isPinged)
                {
                    try
                    {
                        _writer.Begin(2);
                        _writer.Header(PingRequest, 0);
                        _writer.End();
                        Work();
                    }
                    catch (OutOfMemoryException)
                    {
                        // Nothing is sent; the next look is soon enough.
                        _isPinged = false;
                    }
                }

                _hasSent = _hasReceived = false;
            }
        }

        // Tells the broker what it did wrong, if it listens.
        private async Coroutine ExcuseAsync(MqttReason reason)
        {
            const int Patience = 1000;

            try
            {
                if (_options.Version == MqttVersion.V5)
                {
                    await FarewellAsync(reason).WaitAsync(Patience);
                }
            }
            catch (CanceledException)
            {
                CloseStream();
                throw;
            }
            catch (Exception)
            {
                // It is closed all the same.
            }
        }

        private async Coroutine FarewellAsync(MqttReason reason)
        {
            bool isShort = reason == MqttReason.Success;
            _writer.Begin(3);
            _writer.Header(Disconnect, isShort ? 0 : 1);

            if (!isShort)
            {
                _writer.Byte((int)reason);
            }

            _writer.End();
            Work();

            // Nothing may follow it.
            _isLeaving = true;

            while (_isReady && (_writer.Count > 0 || _body != null))
            {
                await _room;
            }
        }

        // The reader finds the stream closed, and connects again.
        private void Fail(AsyncStream stream, Exception failure)
        {
            if (stream == _stream && stream != null && !stream.IsClosed)
            {
                Failure = failure;
                stream.Dispose();
            }
        }

        private void CloseStream()
        {
            AsyncStream stream = _stream;
            _isReady = false;
            _isLeaving = false;
            _stream = null;

            if (stream != null)
            {
                stream.Dispose();
                _room.WakeAll();
            }
        }
    }
}
