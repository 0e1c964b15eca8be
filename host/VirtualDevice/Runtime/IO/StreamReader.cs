using System.Collections;
using System.Text;
using UAsyncio.VirtualDevice.Runtime;

namespace System.IO
{
    /// <summary>
    /// Reads as a device's does, with all that goes wrong there: a character of more than one byte over the end of its 512 bytes becomes U+FFFD
    /// without end, one of four bytes or a NUL is the end, and a read of more than it holds gives the count of its last part.
    /// </summary>
    public class StreamReader : TextReader
    {
        private const int BufferSize = 512;
        private const int LongestLine = 0xFFFF;

        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private readonly char[] _one = new char[1];
        private readonly bool _leaveOpen;
        private byte[] _buffer;
        private int _at;
        private int _end;

        public StreamReader(Stream stream, bool leaveOpen = false)
        {
            if (stream == null)
            {
                throw LibraryExceptions.Null();
            }

            if (!stream.CanRead)
            {
                throw new ArgumentException();
            }

            BaseStream = stream;
            _buffer = new byte[BufferSize];
            _leaveOpen = leaveOpen;
        }

        public virtual Stream BaseStream { get; private set; }

        public virtual Encoding CurrentEncoding => Encoding.UTF8;

        // A device looks at its buffer only, which is empty before the first read.
        public bool EndOfStream => _at == _end;

        public override void Close() => Dispose();

        // Asks the stream for its length, which not every stream has.
        public override int Peek()
        {
            int position = _at;
            if (_at >= _end - 1 || ((_buffer[_at + 1] & 0x80) != 0 && _at + 3 >= _end))
            {
                Array.Copy(_buffer, _at, _buffer, 0, _end - _at);
                int count = _end - _at;
                try
                {
                    while (BaseStream.Length > 0 && count < _buffer.Length)
                    {
                        int read = BaseStream.Read(_buffer, count, (int)Math.Min(_buffer.Length - count, BaseStream.Length));
                        if (read <= 0)
                        {
                            break;
                        }

                        count += read;
                    }
                }
                catch (Exception e)
                {
                    throw new IOException("Stream.Read", e);
                }

                position = 0;
                _at = 0;
                _end = count;
            }

            int next = Read();
            _at = position;
            return next;
        }

        public override int Read()
        {
            while (Convert(_one, 0, 1) == 0)
            {
                int count = (int)Math.Min(_buffer.Length, BaseStream.Length);
                if (Fill(count == 0 ? 1 : count) == 0)
                {
                    return -1;
                }
            }

            return _one[0];
        }

        // The index is checked, and then it writes from the start of the buffer.
        public override int Read(char[] buffer, int index, int count)
        {
            LibraryExceptions.CheckRange(buffer, index, count);

            if (BaseStream == null)
            {
                throw new ObjectDisposedException();
            }

            if (_end == 0)
            {
                Fill(count);
            }

            for (int offset = 0; ;)
            {
                int used = Convert(buffer, offset, count);
                count -= used;
                offset += used;
                if (count == 0 || Fill(count) == 0)
                {
                    return used;
                }
            }
        }

        public override string ReadLine()
        {
            char[] line = new char[BufferSize];
            int length = 0;
            int next;
            while ((next = Read()) != -1)
            {
                if (length == line.Length)
                {
                    if (length + BufferSize > LongestLine)
                    {
                        throw new Exception();
                    }

                    Array.Resize(ref line, length + BufferSize);
                }

                if (next is '\n' or '\r')
                {
                    if (next == '\r' && Peek() == '\n')
                    {
                        Read();
                    }

                    return new string(line, 0, length);
                }

                line[length++] = (char)next;
            }

            return length == 0 ? null : new string(line, 0, length);
        }

        public override string ReadToEnd()
        {
            return UAsyncio.VirtualDevice.Runtime.Calls.String.Create(BaseStream.CanSeek ? ReadSeekable() : ReadParts());
        }

        protected override void Dispose(bool disposing)
        {
            if (BaseStream == null)
            {
                return;
            }

            if (disposing && !_leaveOpen)
            {
                BaseStream.Close();
            }

            BaseStream = null;
            _buffer = null;
            _at = 0;
            _end = 0;
        }

        private char[] ReadSeekable()
        {
            char[] chars = new char[(int)BaseStream.Length];
            Read(chars, 0, chars.Length);
            return chars;
        }

        private char[] ReadParts()
        {
            ArrayList parts = new();
            int read;
            char[] last = null;
            int total = 0;
            do
            {
                char[] chars = new char[BufferSize];
                read = Read(chars, 0, chars.Length);
                total += read;
                if (read == BufferSize)
                {
                    last = chars;
                }
                else if (read > 0)
                {
                    last = new char[read];
                    Array.Copy(chars, last, read);
                }

                parts.Add(last);
            }
            while (read == BufferSize);

            if (parts.Count == 1)
            {
                return last;
            }

            char[] text = new char[total];
            int length = 0;
            foreach (char[] part in parts)
            {
                UAsyncio.VirtualDevice.Runtime.Calls.Array.CopyTo(part, text, length);
                length += part.Length;
            }

            return text;
        }

        private int Convert(char[] chars, int index, int count)
        {
            _decoder.Convert(_buffer, _at, _end - _at, chars, index, count, false, out int bytesUsed, out int charsUsed, out _);
            _at += bytesUsed;
            return charsUsed;
        }

        private int Fill(int count)
        {
            if (_at != 0)
            {
                Array.Copy(_buffer, _at, _buffer, 0, _end - _at);
                _end -= _at;
                _at = 0;
            }

            int total = 0;
            try
            {
                while (count > 0 && _end < _buffer.Length)
                {
                    count = Math.Min(count, _buffer.Length - _end);
                    int read = BaseStream.Read(_buffer, _end, count);
                    if (read == 0)
                    {
                        break;
                    }

                    total += read;
                    _end += read;
                    count -= read;
                }
            }
            catch (Exception e)
            {
                throw new IOException("Stream.Read", e);
            }

            return total;
        }
    }
}
