using System;

namespace UAsyncio.Nano.WebSockets
{
    // Frames that come: what they begin with, and what they carry.
    public sealed partial class WebSocket
    {
        private void TakePayload(byte[] buffer, int offset, int count)
        {
            int mask = _mask;
            int utf8 = _utf8;

            if (count > 0)
            {
                Array.Copy(_stream.Buffer, _stream.BufferStart, buffer, offset, count);
                mask = Unmask(buffer, offset, offset + count, mask);
                utf8 = _isText ? Utf8Check.Next(utf8, buffer, offset, offset + count) : utf8;
                _stream.Consume(count);
            }

            _mask = mask;
            _utf8 = utf8;
            _left -= count;
            _inFrame = _left > 0;
            _endOfMessage = _final && !_inFrame;
            _inMessage &= !_endOfMessage;

            if (utf8 == Utf8Check.Invalid || (_endOfMessage && utf8 != Utf8Check.Complete))
            {
                throw Fail(NotText);
            }
        }

        // What is left of the mask is turned to where the next byte needs it.
        private static int Unmask(byte[] buffer, int start, int end, int mask)
        {
            if (mask == 0)
            {
                return 0;
            }

            byte first = (byte)(mask >> 24);
            byte second = (byte)(mask >> 16);
            byte third = (byte)(mask >> 8);
            byte fourth = (byte)mask;

            // Eight at a time: the loop itself costs as much as a byte.
            for (int last = end - 8; start <= last; start += 8)
            {
                buffer[start] ^= first;
                buffer[start + 1] ^= second;
                buffer[start + 2] ^= third;
                buffer[start + 3] ^= fourth;
                buffer[start + 4] ^= first;
                buffer[start + 5] ^= second;
                buffer[start + 6] ^= third;
                buffer[start + 7] ^= fourth;
            }

            for (; start < end; start++)
            {
                buffer[start] ^= (byte)(mask >> 24);
                mask = (mask << 8) | ((mask >> 24) & 0xFF);
            }

            return mask;
        }

        // Most messages are one short frame, of which all has come: it is taken at once. Pending where it is anything else.
        private int TakeWhole(byte[] buffer, int offset, int count, int buffered)
        {
            byte[] bytes = _stream.Buffer;
            int start = _stream.BufferStart;
            int kind = bytes[start] - (Opcode.Final | Opcode.Text);
            int length = bytes[start + 1] - (_isClient ? 0 : Opcode.Masked);
            int head = _isClient ? 2 : 6;

            if ((uint)kind > Opcode.Binary - Opcode.Text || _inMessage || (uint)length >= Length16 || length > count || head + length > buffered
                || length > _options.MaxMessageSize)
            {
                return Pending;
            }

            start += head;
            Array.Copy(bytes, start, buffer, offset, length);

            if (!_isClient)
            {
                Unmask(buffer, offset, offset + length, MaskBefore(bytes, start));
            }

            if (kind == 0 && Utf8Check.Next(Utf8Check.Complete, buffer, offset, offset + length) != Utf8Check.Complete)
            {
                throw Fail(NotText);
            }

            _stream.Consume(head + length);
            _isText = kind == 0;
            _final = true;
            _endOfMessage = true;
            return length;
        }

        private static int MaskBefore(byte[] bytes, int at)
        {
            return (bytes[at - 4] << 24) | (bytes[at - 3] << 16) | (bytes[at - 2] << 8) | bytes[at - 1];
        }

        // True when a frame's head was taken, or a whole control frame.
        private bool TakeHead(int buffered)
        {
            byte[] bytes = _stream.Buffer;
            int start = _stream.BufferStart;
            int first = bytes[start];
            int second = bytes[start + 1];
            int opcode = first & 0x0F;
            int length = second & 0x7F;
            int head = 2 + (length < Length16 ? 0 : length == Length16 ? 2 : 8) + (_isClient ? 0 : 4);

            // Reserved bits; and a client masks, a server does not.
            if ((first & 0x70) != 0 || (second & Opcode.Masked) == 0 != _isClient || IsOutOfPlace(opcode, (first & Opcode.Final) != 0, length))
            {
                throw Fail(Broken);
            }

            if (buffered < head || (opcode >= Opcode.Close && buffered < head + length))
            {
                return false;
            }

            if (length == Length16)
            {
                length = (bytes[start + 2] << 8) | bytes[start + 3];
                length = length < Length16 ? throw Fail(Broken) : length;
            }
            else if (length == Length64)
            {
                length = LongLength(bytes, start + 2);
            }

            int mask = _isClient ? 0 : MaskBefore(bytes, start + head);

            if (opcode >= Opcode.Close)
            {
                TakeControl(opcode, start + head, length, mask);
                _stream.Consume(head + length);
                return true;
            }

            int before = opcode == Opcode.Continuation ? _length : 0;

            if (length > _options.MaxMessageSize - before)
            {
                throw Fail(TooLong);
            }

            _stream.Consume(head);

            if (opcode != Opcode.Continuation)
            {
                _isText = opcode == Opcode.Text;
                _inMessage = true;
                _utf8 = Utf8Check.Complete;
            }

            _length = before + length;
            _left = length;
            _mask = mask;
            _final = (first & Opcode.Final) != 0;
            _inFrame = true;
            _endOfMessage = false;
            return true;
        }

        private bool IsOutOfPlace(int opcode, bool final, int length)
        {
            if (opcode >= Opcode.Close)
            {
                return opcode > Opcode.Pong || !final || length > MaxControl;
            }

            return opcode > Opcode.Binary || (opcode == Opcode.Continuation) != _inMessage;
        }

        private int LongLength(byte[] bytes, int at)
        {
            long length = 0;

            for (int i = 0; i < 8; i++)
            {
                length = (length << 8) | bytes[at + i];
            }

            // Not longer than needed, and no negative number.
            if (length < 0x10000)
            {
                throw Fail(Broken);
            }

            return length > int.MaxValue ? throw Fail(TooLong) : (int)length;
        }
    }
}
