using System;
using System.Text;

namespace UAsyncio.Nano.WebSockets
{
    public sealed partial class WebSocket
    {
        // A control frame with the longest payload and a mask.
        private const int MinBuffer = 140;
        private const int MaxControl = 125;

        // In place of a length of 7 bits: one of 16 bits follows, or of 64.
        private const int Length16 = 126;
        private const int Length64 = 127;

        // What goes out next: frames, whole or in part.
        private readonly byte[] _out;
        private int _outStart;
        private int _outEnd;

        // A frame of a message has begun and has not ended.
        private bool _frameOpen;

        // A part of a message has been given to it, and not the last one.
        internal bool _sendsParts;

        // The control frame that goes out between frames: its opcode, 0 for none, and its payload.
        private int _control;
        private byte[] _controlData;
        private int _controlLength;
        private bool _closeSent;

        // A client masks what it sends: what is left of the mask, turned to where the next byte needs it.
        private Random _random;
        private int _outMask;

        /// <summary>Puts a frame's head into the buffer, when what was there before is out.</summary>
        /// <returns>False when it cannot be yet.</returns>
        internal bool StartFrame(int first, int length)
        {
            CheckNotClosing();

            if (!FlushControl())
            {
                return false;
            }

            PutHead(first, length);
            _frameOpen = true;
            return true;
        }

        /// <summary>Sends a short frame, where nothing else is to be sent before: most are.</summary>
        /// <returns>How many bytes of it wait in the buffer; less than 0 when it is neither there nor out.</returns>
        internal int PutWhole(int first, byte[] buffer, int offset, int count)
        {
            if (count >= Length16 || _isClient || _outEnd > 0 || _control != 0 || _frameOpen || _closeSent)
            {
                return -1;
            }

            byte[] frame = _out;
            int end = count + 2;
            frame[0] = (byte)first;
            frame[1] = (byte)count;
            Array.Copy(buffer, offset, frame, 2, count);
            int taken = _stream.TryWrite(frame, 0, end);

            if (taken < end)
            {
                _outStart = taken;
                _outEnd = end;
                _frameOpen = true;
            }

            return end - taken;
        }

        /// <summary>Takes as much of a payload as goes out now, or fits into the buffer.</summary>
        internal int PutPayload(byte[] buffer, int offset, int count)
        {
            int taken = 0;

            while (taken < count)
            {
                int room = _out.Length - _outEnd;

                if (room == 0)
                {
                    if (!Flush())
                    {
                        break;
                    }

                    room = _out.Length;
                }

                int part = count - taken < room ? count - taken : room;
                Array.Copy(buffer, offset + taken, _out, _outEnd, part);

                if (_isClient)
                {
                    _outMask = Unmask(_out, _outEnd, _outEnd + part, _outMask);
                }

                _outEnd += part;
                taken += part;
            }

            return taken;
        }

        /// <summary>Whether all of the frame is out.</summary>
        internal bool EndFrame()
        {
            if (!Flush())
            {
                return false;
            }

            _frameOpen = false;
            return true;
        }

        // No message follows the close, also where that waits for its turn, nor a frame that was given up or has failed in its middle.
        private bool IsEnding => _closeSent || _frameOpen || _control == Opcode.Close || _stream.IsClosed;

        private void CheckNotClosing()
        {
            if (IsEnding)
            {
                throw new ObjectDisposedException(nameof(WebSocket));
            }
        }

        // Sends what is in the buffer; false when some of it is left.
        private bool Flush()
        {
            while (_outStart < _outEnd)
            {
                int taken = _stream.TryWrite(_out, _outStart, _outEnd - _outStart);

                if (taken == 0)
                {
                    return false;
                }

                _outStart += taken;
            }

            _outStart = 0;
            _outEnd = 0;
            return true;
        }

        // Sends the control frame that waits, unless a frame is open; false when something is left in the buffer.
        private bool FlushControl()
        {
            if (_frameOpen)
            {
                return false;
            }

            if (!Flush())
            {
                return false;
            }

            if (_control == 0)
            {
                return true;
            }

            int control = _control;
            PutHead(control | Opcode.Final, _controlLength);
            _control = 0;
            PutPayload(_controlData, 0, _controlLength);
            _closeSent |= control == Opcode.Close;
            return Flush();
        }

        private void PutHead(int first, int length)
        {
            int bytes = length < Length16 ? 0 : length < 0x10000 ? 2 : 8;
            int kind = bytes == 0 ? length : bytes == 2 ? Length16 : Length64;
            int end = 2 + bytes;

            if (_isClient)
            {
                // What can fail comes before all that counts.
                _random = _random ?? new Random();
                _outMask = _random.Next() ^ (_random.Next() << 16);
                kind |= Opcode.Masked;
            }

            _out[0] = (byte)first;
            _out[1] = (byte)kind;

            for (int i = end - 1; i > 1; i--)
            {
                _out[i] = (byte)length;
                length >>= 8;
            }

            for (int shift = 24; _isClient && shift >= 0; shift -= 8)
            {
                _out[end++] = (byte)(_outMask >> shift);
            }

            _outEnd = end;
        }

        // The last ping counts: it may stand for those before.
        private void QueueControl(int opcode, byte[] data, int start, int length)
        {
            if (_control == Opcode.Close)
            {
                return;
            }

            if (_controlData == null || _controlData.Length < length)
            {
                _controlData = new byte[length];
            }

            if (length > 0)
            {
                Array.Copy(data, start, _controlData, 0, length);
            }

            _control = opcode;
            _controlLength = length;
        }

        private void QueueClose(int code, string reason)
        {
            if (_closeSent)
            {
                return;
            }

            byte[] text = reason == null ? new byte[0] : Encoding.UTF8.GetBytes(reason);
            byte[] data = new byte[2 + text.Length];
            data[0] = (byte)(code >> 8);
            data[1] = (byte)code;
            Array.Copy(text, 0, data, 2, text.Length);
            QueueControl(Opcode.Close, data, 0, data.Length);
        }
    }
}
