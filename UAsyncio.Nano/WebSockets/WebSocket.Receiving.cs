using System;

namespace UAsyncio.Nano.WebSockets
{
    public sealed partial class WebSocket
    {
        // RFC 6455, 7.4.1.
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

        // The message: how long it is so far, 0 for a first frame to come, and what its text ended with.
        private bool _inMessage;
        private int _length;
        private int _utf8;

        // What a canceled coroutine would have got.
        private byte[] _back;

        // When something came last, and whether a ping was sent since.
        private int _heard;
        private bool _pinged;

        /// <summary>Receives what is there.</summary>
        /// <returns>How many bytes; below zero when nothing is there yet.</returns>
        internal int Receive(byte[] buffer, int offset, int count)
        {
            if (_back != null)
            {
                return TakeBack(buffer, offset, count);
            }

            for (; ; )
            {
                if (_control != 0 || _outEnd > 0)
                {
                    FlushControl();
                }

                if (IsClosed)
                {
                    return _outEnd > 0 && !_stream.IsClosed ? Pending : 0;
                }

                int buffered = _stream.Buffered;

                if (_inFrame)
                {
                    if (buffered > 0 || _left == 0)
                    {
                        int part = _left < count ? _left : count;
                        part = part < buffered ? part : buffered;
                        TakePayload(buffer, offset, part);

                        if (part > 0 || EndOfMessage)
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

                int read = _stream.TryFill(_out.Length);

                if (read > 0)
                {
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

        /// <summary>Keeps what a canceled coroutine would have got, for the next one.</summary>
        internal void PutBack(byte[] buffer, int offset, int count)
        {
            byte[] back = new byte[count];
            Array.Copy(buffer, offset, back, 0, count);
            _back = back;
        }

        private int TakeBack(byte[] buffer, int offset, int count)
        {
            int part = _back.Length < count ? _back.Length : count;
            Array.Copy(_back, 0, buffer, offset, part);

            if (part == _back.Length)
            {
                _back = null;
                EndOfMessage = _final && !_inFrame;
                return part;
            }

            byte[] rest = new byte[_back.Length - part];
            Array.Copy(_back, part, rest, 0, rest.Length);
            _back = rest;
            EndOfMessage = false;
            return part;
        }
    }
}
