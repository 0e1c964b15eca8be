using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // Connections that have to end: the broker is silent, breaks the protocol, or has gone.
    public sealed partial class MqttClient
    {
        private const int PingRequest = 0xC0;
        private const int Disconnect = 0xE0;

        // Since the last look: whether bytes went out, came in, and whether an answer is due.
        private const int HasSent = 1;
        private const int HasReceived = 2;
        private const int IsPinged = 4;
        private int _traffic;

        private void Check(int came)
        {
            if (came == 0)
            {
                throw Broken(MqttReason.ConnectionLost);
            }

            _traffic |= HasReceived;
        }

        private void End(AsyncStream stream, Exception exception)
        {
            MqttException broken = exception as MqttException;
            int reason = broken == null || broken.IsFromBroker ? 0 : (int)broken.Reason;

            if (reason > 0 && _isReady && _isNew)
            {
                Excuse(reason);
            }

            // Who closed the stream knows better.
            if (!(exception is ObjectDisposedException))
            {
                Failure = exception;
            }

            Close(stream);

            if (!_options.Reconnect || (reason == 0 && broken != null && broken.Reason == MqttReason.SessionTakenOver))
            {
                Dispose();
            }
        }

        // Each packet that goes out or comes in is known by a flag; the time is looked at twice in each interval.
        private async Coroutine KeepAliveAsync()
        {
            for (; ; )
            {
                if (!_isReady)
                {
                    // How long there may be silence, the broker says.
                    await _events;
                    continue;
                }

                await Coroutine.Delay(_keepAlive == 0 ? MinuteMs : 500 * _keepAlive);

                if (_isReady && _keepAlive != 0)
                {
                    Look();
                }
            }
        }

        private void Look()
        {
            int traffic = _traffic;

            if ((traffic & (IsPinged | HasReceived)) == IsPinged)
            {
                Fail(_stream, Broken(MqttReason.ConnectionLost));
                return;
            }

            try
            {
                _traffic = 0;

                if ((traffic & (HasSent | HasReceived)) != (HasSent | HasReceived))
                {
                    BeginPacket(PingRequest, 0);
                    EndPacket(0);
                    Work();
                    _traffic = IsPinged;
                }
            }
            catch (OutOfMemoryException)
            {
                // The next look is soon enough.
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
            BeginPacket(Disconnect, 1);

            if (reason != 0)
            {
                PutByte(reason);
            }

            EndPacket(0);
        }

        // The reader finds the stream closed, and connects again.
        private void Fail(AsyncStream stream, Exception failure)
        {
            if (stream == _stream && _isReady)
            {
                Failure = failure;
                _isReady = false;
                stream.Dispose();
                Wake();
            }
        }

        private void Close(AsyncStream stream)
        {
            if (stream != null)
            {
                stream.Dispose();

                if (stream == _stream)
                {
                    _isReady = _isLeaving = false;
                    _stream = null;
                }
            }

            Wake();
        }
    }
}
