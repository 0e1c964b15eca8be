using System.Text;
using UAsyncio.VirtualDevice.Runtime;

namespace System.IO
{
    /// <summary>Keeps up to 4,095 bytes, and writes more at once. A Flush goes no further than its stream's Write, and what fails when it closes nobody hears of.</summary>
    public class StreamWriter : TextWriter
    {
        private const int Room = 0xFFF;

        private readonly bool _leaveOpen;
        private byte[] _newLine = [13, 10];
        private byte[] _buffer;
        private int _used;

        public StreamWriter(Stream stream, bool leaveOpen = false)
        {
            if (stream == null)
            {
                throw LibraryExceptions.Null();
            }

            if (!stream.CanWrite)
            {
                throw new ArgumentException();
            }

            BaseStream = stream;
            _buffer = new byte[Room];
            _leaveOpen = leaveOpen;
        }

        public virtual Stream BaseStream { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine
        {
            get => base.NewLine;

            set
            {
                base.NewLine = value;
                _newLine = Encoding.GetBytes(value);
            }
        }

        public override void Close() => Dispose();

        public override void Flush()
        {
            ThrowIfClosed();
            if (_used > 0)
            {
                WriteOut("StreamWriter Flush. ", _buffer, _used);
                _used = 0;
            }
        }

        // Half of a character of two is none: an emoji in an array of characters is lost.
        public override void Write(char value) => Add(Encoding.GetBytes(value == 0 ? string.Empty : value.ToString()));

        // A device takes no null.
        public override void Write(string value) => Add(Encoding.GetBytes(value));

        public override void WriteLine() => Add(_newLine);

        public override void WriteLine(string value)
        {
            Write(value);
            WriteLine();
        }

        protected override void Dispose(bool disposing)
        {
            if (BaseStream == null)
            {
                return;
            }

            if (disposing)
            {
                Try(() =>
                {
                    if (BaseStream.CanWrite)
                    {
                        Flush();
                    }
                });
                Try(() =>
                {
                    if (!_leaveOpen)
                    {
                        BaseStream.Close();
                    }
                });
            }

            BaseStream = null;
            _buffer = null;
        }

        private static void Try(Action action)
        {
            try
            {
                action();
            }
            catch
            {
            }
        }

        private void Add(byte[] bytes)
        {
            ThrowIfClosed();
            if (_used + bytes.Length >= Room)
            {
                WriteOut("StreamWriter WriteBytes.", _buffer, _used);
                _used = 0;
                WriteOut("StreamWriter WriteBytes.", bytes, bytes.Length);
                return;
            }

            Array.Copy(bytes, 0, _buffer, _used, bytes.Length);
            _used += bytes.Length;
        }

        private void WriteOut(string who, byte[] bytes, int count)
        {
            try
            {
                BaseStream.Write(bytes, 0, count);
            }
            catch (Exception e)
            {
                throw new IOException(who, e);
            }
        }

        private void ThrowIfClosed()
        {
            if (BaseStream == null)
            {
                throw new ObjectDisposedException();
            }
        }
    }
}
