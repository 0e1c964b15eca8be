using System;

namespace UAsyncio.Nano.WebSockets
{
    public sealed partial class WebSocket
    {
        // RFC 6455, 7.4.1.
        internal const int GoingAway = 1001;
        internal const int Unexpected = 1011;
        private const int Normal = 1000;
        private const int Broken = 1002;
        private const int NoCode = 1005;
        private const int Lost = 1006;
        private const int NotText = 1007;
        private const int TooLong = 1009;

        private const int Pending = -1;

        // The data frame that is being received: what is left of it, its mask, and whether it is its message's last.
        private bool _inFrame;
        private bool _final;
        private int _left;
        private int _mask;

        // The message: how long it is so far, 0 for a first frame to come, and what its text ended with. What is received is counted by stores
        // alone, behind all that memory can be too short for: it comes again then.
        private bool _isText;
        private bool _endOfMessage;
        private bool _inMessage;
        private int _length;
        private int _utf8;

        // What a canceled coroutine would have got, and where in it that is.
        private byte[] _back;
        private int _backStart;
        private int _backEnd;

        // When something came last, or was taken; whether a ping was sent since; and how much of a message was to be sent at the last look.
        private int _heard;
        private bool _pinged;
        private int _unsent;

        /// <summary>Receives what is there.</summary>
        /// <returns>How many bytes; below zero when nothing is there yet.</returns>
        internal int Receive(byte[] buffer, int offset, int count)
        {
            if (_back != null)
            {
                return TakeBack(buffer, offset, count);
            }

            for (bool filled = false; ; )
            {
                if (_control != 0 || _outEnd > 0)
                {
                    FlushControl();
                }

                if (IsClosed)
                {
                    return IsAnswering ? Pending : 0;
                }

                int buffered = _stream.Buffered;

                if (_inFrame)
                {
                    if (buffered > 0 || _left == 0)
                    {
                        int part = _left < count ? _left : count;
                        part = part < buffered ? part : buffered;
                        TakePayload(buffer, offset, part);

                        if (part > 0 || _endOfMessage)
                        {
                            return part;
                        }

                        continue;
                    }
                }
                else if (buffered > 1)
                {
                    int whole = TakeWhole(buffer, offset, count, buffered);

                    if (whole >= 0)
                    {
                        return whole;
                    }

                    if (TakeHead(buffered))
                    {
                        continue;
                    }
                }

                if (filled)
                {
                    // A peer that floods it, with pings say, must not hold up the others.
                    return Pending;
                }

                int read = _stream.TryFill(_out.Length);

                if (read > 0)
                {
                    filled = true;

                    if (_options.PingInterval > 0)
                    {
                        _heard = EventLoop.Running.Ticks;
                        _pinged = false;
                    }
                }
                else if (read == 0)
                {
                    IsClosed = true;
                    CloseCode = Lost;
                    return 0;
                }
                else
                {
                    if (_options.PingInterval > 0)
                    {
                        CheckAlive();
                    }

                    return Pending;
                }
            }
        }

        /// <summary>Whether nothing of a message has come, and nothing is to be sent or told.</summary>
        internal bool IsIdle => !_inFrame && !_inMessage && !IsClosed && _back == null && _control == 0 && _outEnd == 0 && _stream.Buffered == 0;

        // Closed, but what the peer is to be told is not out. A peer that does not take it is not waited for any longer than for its own answer; one
        // that is lost is told nothing.
        private bool IsAnswering => CloseCode != Lost && (_outEnd > 0 || _control != 0) && !_stream.IsClosed && EventLoop.Running.Ticks - _heard < _options.CloseTimeout;

        /// <summary>Whether there is something for <see cref="Receive"/> to do.</summary>
        internal bool CanReceive()
        {
            if (_control != 0 || _outEnd > 0 || (_options.PingInterval > 0 && IsSilent))
            {
                return true;
            }

            try
            {
                return _stream.CanRead();
            }
            catch (Exception)
            {
                // Which is to be told; or memory is short, and it costs one try.
                return true;
            }
        }

        /// <summary>Keeps what a canceled coroutine would have got, for the next one, before what is kept already.</summary>
        internal void PutBack(byte[] buffer, int offset, int count)
        {
            int kept = _back == null ? 0 : _backEnd - _backStart;
            byte[] back = new byte[count + kept];
            Array.Copy(buffer, offset, back, 0, count);

            if (kept > 0)
            {
                Array.Copy(_back, _backStart, back, count, kept);
            }

            _back = back;
            _backStart = 0;
            _backEnd = back.Length;
        }

        private int TakeBack(byte[] buffer, int offset, int count)
        {
            int kept = _backEnd - _backStart;
            int part = kept < count ? kept : count;
            Array.Copy(_back, _backStart, buffer, offset, part);
            _backStart += part;

            if (part == kept)
            {
                _back = null;
            }

            _endOfMessage = _back == null && _final && !_inFrame;
            return part;
        }
    }
}
