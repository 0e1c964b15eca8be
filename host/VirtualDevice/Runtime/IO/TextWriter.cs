using System.Text;
using UAsyncio.VirtualDevice.Runtime;

namespace System.IO
{
    public abstract class TextWriter : MarshalByRefObject, IDisposable
    {
        protected char[] CoreNewLine = ['\r', '\n'];

        public abstract Encoding Encoding { get; }

        public virtual string NewLine
        {
            get => new string(CoreNewLine);
            set => CoreNewLine = (value ?? "\r\n").ToCharArray();
        }

        public virtual void Close() => Dispose();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public virtual void Flush()
        {
        }

        public virtual void Write(char value)
        {
        }

        public virtual void Write(char[] buffer)
        {
            if (buffer != null)
            {
                Write(buffer, 0, buffer.Length);
            }
        }

        public virtual void Write(char[] buffer, int index, int count)
        {
            LibraryExceptions.CheckRange(buffer, index, count);

            for (int i = 0; i < count; i++)
            {
                Write(buffer[index + i]);
            }
        }

        public virtual void Write(bool value) => Write(value.ToString());

        public virtual void Write(int value) => Write(value.ToString());

        public virtual void Write(uint value) => Write(value.ToString());

        public virtual void Write(long value) => Write(value.ToString());

        public virtual void Write(ulong value) => Write(value.ToString());

        public virtual void Write(float value) => Write(UAsyncio.VirtualDevice.Runtime.Calls.Object.ToString(value));

        public virtual void Write(double value) => Write(UAsyncio.VirtualDevice.Runtime.Calls.Object.ToString(value));

        public virtual void Write(string value)
        {
            if (value != null)
            {
                Write(value.ToCharArray());
            }
        }

        public virtual void Write(object value)
        {
            if (value != null)
            {
                Write(UAsyncio.VirtualDevice.Runtime.Calls.Object.ToString(value));
            }
        }

        public virtual void WriteLine() => Write(CoreNewLine);

        public virtual void WriteLine(char value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(char[] buffer)
        {
            Write(buffer);
            WriteLine();
        }

        public virtual void WriteLine(char[] buffer, int index, int count)
        {
            Write(buffer, index, count);
            WriteLine();
        }

        public virtual void WriteLine(bool value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(int value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(uint value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(long value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(ulong value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(float value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(double value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(string value)
        {
            Write(value);
            WriteLine();
        }

        public virtual void WriteLine(object value)
        {
            if (value == null)
            {
                WriteLine();
            }
            else
            {
                WriteLine(UAsyncio.VirtualDevice.Runtime.Calls.Object.ToString(value));
            }
        }

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
