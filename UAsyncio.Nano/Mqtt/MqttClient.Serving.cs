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

        /// <summary>Sends as much of what is written as the stream takes.</summary>
        /// <returns>Whether something is there to be read, or may be.</returns>
        internal bool Send()
        {
            AsyncStream stream = Stream();
            int sent = _body == null ? stream.TryWrite(_out, 0, _outCount) : -1;

            if (sent == _outCount)
            {
                _outCount = 0;
                _flags |= HasSent;
            }
            else if (sent != 0)
            {
                SendParts(stream, sent);
            }

            if ((_flags & (Blocked | IsPinged)) == 0 && _inFlight == 0 && _inbox == null)
            {
                // What nobody expects has time until a pass that has nothing to send.
                return false;
            }

            if ((_flags & Blocked) != 0)
            {
                Pump();
            }

            return stream.CanRead();
        }

        /// <summary>Takes what has come.</summary>
        /// <returns>1 when the broker has just accepted; else -1.</returns>
        internal int Receive()
        {
            AsyncStream stream = Stream();

            if ((stream.Buffered > 0 || _inbox?._streamed != null) && !Step(stream))
            {
                if (_inbox != null && _inbox._streamed == null)
                {
                    // The broker is not silent where it is not heard.
                    _flags |= HasReceived;
                }

                // It may be closed while it is not read.
                return stream.IsClosed ? throw new ObjectDisposedException(null) : -1;
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
                    return (_flags & Ready) != 0 ? -1 : 1;
                }

                if (!isFull)
                {
                    break;
                }
            }

            return -1;
        }

        internal IntAwaitable ReadPayload(MqttMessage message, byte[] buffer, int offset, int count)
        {
            _flags |= HasReceived;

            if (message._connection != Connections || (_flags & Ready) == 0)
            {
                _inbox._part.Outcome = -1;
                throw Broken(MqttReason.ConnectionLost);
            }

            IntAwaitable read = _stream.ReadExactlyAsync(buffer, offset, count);
            read.Outcome = -1;
            _inbox._part = read;
            return read;
        }

        private AsyncStream Stream()
        {
            return _stream ?? throw new ObjectDisposedException(null);
        }

        // In parts: what was sent already, of the buffer before a payload that is sent from where it is, that payload, and the rest.
        private void SendParts(AsyncStream stream, int sent)
        {
            for (int left = MaxAtOnce; ; left--)
            {
                bool isBody = _body != null && _bodyAt <= 0;

                if (sent > 0)
                {
                    _flags |= HasSent;
                    _bodyAt -= sent;

                    if (!isBody)
                    {
                        _name = null;
                        _outCount -= sent;

                        if (_outCount > 0)
                        {
                            Array.Copy(_out, sent, _out, 0, _outCount);
                        }
                    }
                    else if (_body.Length + _bodyAt == 0)
                    {
                        _body = null;
                    }

                    isBody = _body != null && _bodyAt <= 0;
                }

                if (left == 0 || !HasOutput)
                {
                    break;
                }

                sent = isBody ? stream.TryWrite(_body, -_bodyAt, _body.Length + _bodyAt) : stream.TryWrite(_out, 0, _body == null ? _outCount : _bodyAt);

                if (sent == 0)
                {
                    break;
                }
            }

            _flags = HasOutput ? _flags | IsTorn : _flags & ~IsTorn;
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

            if (isSilent && (flags & Leaving) == 0)
            {
                EndPacket(BeginPacket(PingRequest, 0), 0);
                Send();
            }

            // A ping is no traffic.
            _flags = (_flags & ~(HasSent | HasReceived | IsPinged)) | (isSilent ? IsPinged : 0);
        }
    }
}
