extern alias desktop;

using System.Text;
using DesktopBuilder = desktop::System.Text.StringBuilder;

namespace System.IO
{
    public class StreamWriter : TextWriter
    {
        private readonly Stream _stream;
        private readonly bool _leaveOpen;
        private readonly DesktopBuilder _pending = new DesktopBuilder();

        public StreamWriter(Stream stream, bool leaveOpen = false)
        {
            _stream = stream ?? throw new ArgumentNullException();
            _leaveOpen = leaveOpen;

            // A device ends its lines so, whatever the computer does.
            CoreNewLine = new[] { '\r', '\n' };
        }

        public virtual Stream BaseStream => _stream;

        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine
        {
            get => new string(CoreNewLine);
            set => CoreNewLine = value.ToCharArray();
        }

        public override void Close() => Dispose(true);

        public override void Flush()
        {
            byte[] bytes = Encoding.UTF8.GetBytes(_pending.ToString());
            _pending.Clear();
            _stream.Write(bytes, 0, bytes.Length);
            _stream.Flush();
        }

        public override void Write(float value) => Write((object)value);

        public override void Write(double value) => Write((object)value);

        public override void Write(object value) => Write(UAsyncio.VirtualDevice.Runtime.Calls.Object.TextOf(value));

        public override void WriteLine(float value) => WriteLine((object)value);

        public override void WriteLine(double value) => WriteLine((object)value);

        public override void WriteLine(object value) => WriteLine(UAsyncio.VirtualDevice.Runtime.Calls.Object.TextOf(value));

        public override void Write(char value) => _pending.Append(value);

        // A device takes no null.
        public override void Write(string value) => _pending.Append(value, 0, value.Length);

        public override void WriteLine() => _pending.Append(NewLine);

        public override void WriteLine(string value)
        {
            Write(value);
            WriteLine();
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing || !_stream.CanWrite)
            {
                return;
            }

            Flush();
            if (!_leaveOpen)
            {
                _stream.Close();
            }
        }
    }
}
