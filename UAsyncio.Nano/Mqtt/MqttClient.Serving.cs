using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // What is done on each pass of the loop while there is a connection.
    public sealed partial class MqttClient
    {
        // So often in a pass a stream is read, or written; then others have their turn.
        private const int MaxAtOnce = 8;

        // Null while there is no connection.
        private AsyncStream _stream;

        internal bool HasOutput => _outCount > 0 || _body != null;

        internal bool CanRead()
        {
            return _stream == null || _stream.CanRead();
        }

        /// <summary>Sends what is written, and takes what has come.</summary>
        /// <returns>1 when the broker has just accepted; else -1.</returns>
        internal int Serve()
        {
            AsyncStream stream = _stream;

            if (stream == null)
            {
                throw new ObjectDisposedException(null);
            }

            if (_outCount > 0 || _body != null)
            {
                Flush(stream);

                // What nobody expects has time until a pass that has nothing to send.
                if ((_inFlight == 0 && _inbox == null && !Has(IsPinged)) || !stream.CanRead())
                {
                    return -1;
                }
            }

            if ((stream.Buffered > 0 || _inbox?._streamed != null) && !Step(stream))
            {
                return -1;
            }

            for (int i = 0; i < MaxAtOnce; i++)
            {
                int came = stream.TryFill(_options.MaxPacketSize);

                if (came <= 0)
                {
                    return came < 0 ? came : throw Broken(MqttReason.ConnectionLost);
                }

                _flags |= HasReceived;

                // A buffer that is not full took all that was there.
                bool isFull = stream.BufferEnd == stream.Buffer.Length;

                if (!Step(stream))
                {
                    return Has(Ready) ? -1 : 1;
                }

                if (!isFull)
                {
                    break;
                }
            }

            return -1;
        }

        // Sends as much of what is written as the stream takes.
        private void Flush(AsyncStream stream)
        {
            int left = MaxAtOnce;
            int sent;

            do
            {
                byte[] body = _body;
                int count = _outCount;

                if (body != null && _bodyAt <= 0)
                {
                    sent = stream.TryWrite(body, -_bodyAt, body.Length + _bodyAt);
                    _bodyAt -= sent;
                    _body = body.Length + _bodyAt == 0 ? null : body;
                }
                else
                {
                    sent = stream.TryWrite(_out, 0, body == null ? count : _bodyAt);
                    count -= sent;

                    if (body != null)
                    {
                        _bodyAt -= sent;
                    }

                    if (count > 0)
                    {
                        _name = null;
                        Array.Copy(_out, sent, _out, 0, count);
                    }

                    _outCount = count;
                }

                if (sent > 0)
                {
                    _flags |= HasSent;
                }
            }
            while (sent > 0 && HasOutput && --left > 0);

            if (Has(Blocked | Leaving))
            {
                if (Has(Blocked))
                {
                    Pump();
                }

                if (!HasOutput)
                {
                    // Who waits for the last packet to have gone.
                    Wake();
                }
            }
        }

        // A sign of life is due, or that of the broker is missing. It is asked twice in each interval.
        private void Look()
        {
            int flags = _flags;

            if ((flags & (IsPinged | HasReceived)) == IsPinged)
            {
                throw Broken(MqttReason.ConnectionLost);
            }

            bool isSilent = (flags & (HasSent | HasReceived)) != (HasSent | HasReceived);

            if (isSilent)
            {
                EndPacket(BeginPacket(PingRequest, 0), 0);
                Flush(_stream);
            }

            // A ping is no traffic.
            _flags = (_flags & ~(HasSent | HasReceived | IsPinged)) | (isSilent ? IsPinged : 0);
        }
    }
}
