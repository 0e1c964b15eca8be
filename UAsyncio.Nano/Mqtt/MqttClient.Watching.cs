using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Connections that have to end: the broker is silent, breaks the protocol, or has gone.
    public sealed partial class MqttClient
    {
        private const int PingRequest = 0xC0;
        private const int Disconnect = 0xE0;

        private void End(AsyncStream stream, Exception exception)
        {
            MqttException broken = exception as MqttException;
            int reason = broken == null || broken.IsFromBroker ? 0 : (int)broken.Reason;

            // Behind half a packet it would be its rest.
            if (reason > 0 && (_flags & (IsV5 | Leaving)) == IsV5 && _body == null && (_outCount == 0 || (_flags & IsTorn) == 0))
            {
                Excuse(reason);
            }

            Failure = exception;
            Close(stream);

            // Who waits for ConnectAsync decides about another attempt.
            if ((_flags & IsTrying) == 0 && (!_options.Reconnect || (reason == 0 && broken != null && broken.Reason == MqttReason.SessionTakenOver)))
            {
                Dispose();
            }
        }

        // Tells the broker what it did wrong, if it listens. What waits to be sent is sent again by the next connection.
        private void Excuse(int reason)
        {
            try
            {
                _outCount = 0;
                WriteDisconnect(reason);
                _stream.TryWrite(_out, 0, _outCount);
            }
            catch (Exception)
            {
                // It is closed all the same.
            }
        }

        private void WriteDisconnect(int reason)
        {
            int at = BeginPacket(Disconnect, 1);
            EndPacket(reason == 0 ? at : PutByte(at, reason), 0);
        }

        // The next pass finds it closed, and it connects again.
        private void Close(AsyncStream stream)
        {
            if (stream != null)
            {
                stream.Dispose();

                if (stream == _stream)
                {
                    _flags = (_flags & Ready) != 0 ? _flags & ~(Ready | Leaving) : _flags | IsUnsure;
                    _stream = null;
                }
            }

            Wake();
        }
    }
}
