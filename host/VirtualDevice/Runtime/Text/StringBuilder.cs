extern alias desktop;

using DesktopBuilder = desktop::System.Text.StringBuilder;

namespace System.Text
{
    // The desktop's, but for the name of its indexer, and that it holds 32,767 characters at most.
    public sealed class StringBuilder
    {
        private const int Most = short.MaxValue;

        private readonly DesktopBuilder _builder;

        public StringBuilder()
            : this(new DesktopBuilder(16, Most))
        {
        }

        public StringBuilder(int capacity)
            : this(new DesktopBuilder(capacity, Most))
        {
        }

        public StringBuilder(int capacity, int maxCapacity)
            : this(new DesktopBuilder(capacity, maxCapacity))
        {
        }

        public StringBuilder(string value)
            : this(new DesktopBuilder(16, Most).Append(value))
        {
        }

        public StringBuilder(string value, int capacity)
            : this(new DesktopBuilder(capacity, Most).Append(value))
        {
        }

        public StringBuilder(string value, int startIndex, int length, int capacity)
            : this(new DesktopBuilder(capacity, Most).Append(value, startIndex, length))
        {
        }

        private StringBuilder(DesktopBuilder builder)
        {
            _builder = builder;
        }

        public int Capacity
        {
            get => _builder.Capacity;
            set => _builder.Capacity = value;
        }

        public int Length
        {
            get => _builder.Length;
            set => _builder.Length = value;
        }

        public int MaxCapacity => _builder.MaxCapacity;

        public char this[int index]
        {
            get => _builder[index];
            set => _builder[index] = value;
        }

        public StringBuilder Append(bool value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(byte value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(char value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(double value)
        {
            _builder.Append(UAsyncio.VirtualDevice.Runtime.Calls.Object.TextOf(value));
            return this;
        }

        public StringBuilder Append(short value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(char[] value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(int value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(long value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(object value)
        {
            _builder.Append(UAsyncio.VirtualDevice.Runtime.Calls.Object.TextOf(value));
            return this;
        }

        public StringBuilder Append(string value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(sbyte value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(float value)
        {
            _builder.Append(UAsyncio.VirtualDevice.Runtime.Calls.Object.TextOf(value));
            return this;
        }

        public StringBuilder Append(ushort value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(uint value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(ulong value)
        {
            _builder.Append(value);
            return this;
        }

        public StringBuilder Append(string value, int startIndex, int count)
        {
            _builder.Append(value, startIndex, count);
            return this;
        }

        public StringBuilder Append(char[] value, int startIndex, int charCount)
        {
            _builder.Append(value, startIndex, charCount);
            return this;
        }

        public StringBuilder Append(char value, int repeatCount)
        {
            _builder.Append(value, repeatCount);
            return this;
        }

        public StringBuilder AppendLine(string str)
        {
            _builder.Append(str + "\r\n");
            return this;
        }

        public StringBuilder AppendLine()
        {
            _builder.Append("\r\n");
            return this;
        }

        public StringBuilder Clear()
        {
            _builder.Clear();
            return this;
        }

        public StringBuilder Insert(int index, string value, int count)
        {
            _builder.Insert(index, value, count);
            return this;
        }

        public StringBuilder Insert(int index, char[] value, int startIndex, int charCount)
        {
            _builder.Insert(index, value, startIndex, charCount);
            return this;
        }

        public StringBuilder Remove(int startIndex, int length)
        {
            _builder.Remove(startIndex, length);
            return this;
        }

        public StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)
        {
            _builder.Replace(oldChar, newChar, startIndex, count);
            return this;
        }

        public StringBuilder Replace(char oldChar, char newChar)
        {
            _builder.Replace(oldChar, newChar);
            return this;
        }

        public StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)
        {
            _builder.Replace(oldValue, newValue, startIndex, count);
            return this;
        }

        public StringBuilder Replace(string oldValue, string newValue)
        {
            _builder.Replace(oldValue, newValue);
            return this;
        }

        public override string ToString() => _builder.ToString();

        public string ToString(int startIndex, int length) => _builder.ToString(startIndex, length);
    }
}
