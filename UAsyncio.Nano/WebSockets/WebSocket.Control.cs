using System.IO;
using System.Net.Sockets;

namespace UAsyncio.Nano.WebSockets
{
    // Control frames, and the connection's ends.
    public sealed partial class WebSocket
    {
        // This side has ended it, because of what the peer sent.
        private bool _failed;

        private void TakeControl(int opcode, int start, int length, int mask)
        {
            byte[] bytes = _stream.Buffer;

            if (mask != 0)
            {
                Unmask(bytes, start, start + length, mask);

                // Once: where memory is too short for what follows, it comes again.
                bytes[start - 4] = bytes[start - 3] = bytes[start - 2] = bytes[start - 1] = 0;
            }

            if (opcode == Opcode.Ping)
            {
                QueueControl(Opcode.Pong, bytes, start, length);
            }
            else if (opcode == Opcode.Close)
            {
                TakeClose(bytes, start, length);
            }
        }

        private void TakeClose(byte[] bytes, int start, int length)
        {
            int code = length < 2 ? NoCode : (bytes[start] << 8) | bytes[start + 1];

            if (length == 1 || (length > 1 && !IsCode(code)))
            {
                throw Fail(Broken);
            }

            if (length > 2 && Utf8Check.Next(Utf8Check.Complete, bytes, start + 2, start + length) != Utf8Check.Complete)
            {
                throw Fail(NotText);
            }

            if (!_closeSent)
            {
                QueueControl(Opcode.Close, bytes, start, length < 2 ? 0 : 2);
            }

            End(code);
        }

        private void End(int code)
        {
            IsClosed = true;
            CloseCode = code;
            _heard = EventLoop.Running.Ticks;
        }

        // Those that may be said (RFC 6455, 7.4).
        private static bool IsCode(int code)
        {
            return (code >= Normal && code <= 1014 && code != 1004 && code != NoCode && code != Lost) || (code >= 3000 && code <= 4999);
        }

        // The peer is told, as far as that goes at once; then the connection ends.
        private WebSocketException Fail(int code)
        {
            _failed = true;
            End(code);

            try
            {
                if (!_closeSent)
                {
                    QueueClose(code, null);
                    FlushControl();
                }
            }
            catch (SocketException)
            {
                // It has gone.
            }

            return new WebSocketException(code);
        }

        /// <summary>Tells the peer that this side cannot go on, as far as that goes at once.</summary>
        /// <param name="code">Why.</param>
        /// <returns>False where there is nobody to tell: one side has ended it, or the connection has, in the middle of a frame if need be.</returns>
        internal bool TellEnd(int code)
        {
            if (IsClosed || IsEnding)
            {
                return false;
            }

            try
            {
                QueueClose(code, null);
                FlushControl();
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
            catch (IOException)
            {
                // Of TLS.
                return false;
            }
        }

        // For so long that it is to be pinged, or counts as lost.
        private bool IsSilent => EventLoop.Running.Ticks - _heard > _options.PingInterval + (_pinged ? _options.PingTimeout : 0);

        private void CheckAlive()
        {
            if (!IsSilent)
            {
                return;
            }

            if (_frameOpen && _unsent != _send.Left)
            {
                // It takes what it is sent, behind which alone it can be asked.
                _unsent = _send.Left;
                _heard = EventLoop.Running.Ticks;
                _pinged = false;
                return;
            }

            if (_pinged)
            {
                IsClosed = true;
                CloseCode = Lost;
                throw new WebSocketException(Lost);
            }

            _pinged = true;
            QueueControl(Opcode.Ping, null, 0, 0);
            FlushControl();
        }
    }
}
