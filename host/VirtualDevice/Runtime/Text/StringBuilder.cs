extern alias desktop;

using DesktopBuilder = desktop::System.Text.StringBuilder;
using DeviceString = UAsyncio.VirtualDevice.Runtime.Calls.String;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Text
{
    /// <summary>
    /// Does to its text what desktop .NET's does, and holds 32,767 characters, or what it is made with. A text ends at a NUL. An argument that
    /// will not do is out of range, null too; the start of an insertion or a replacement that is negative is a null reference.
    /// </summary>
    public sealed class StringBuilder
    {
        private const int Most = short.MaxValue;
        private const int LeastCapacity = 16;

        private readonly DesktopBuilder _builder;

        public StringBuilder()
            : this(LeastCapacity)
        {
        }

        public StringBuilder(int capacity)
            : this(string.Empty, capacity)
        {
        }

        public StringBuilder(int capacity, int maxCapacity)
        {
            _builder = new DesktopBuilder(capacity, maxCapacity);
            MaxCapacity = maxCapacity;
        }

        public StringBuilder(string value)
            : this(value, LeastCapacity)
        {
        }

        public StringBuilder(string value, int capacity)
            : this(value, 0, value == null ? 0 : value.Length, capacity)
        {
        }

        public StringBuilder(string value, int startIndex, int length, int capacity)
        {
            value ??= string.Empty;
            Check(capacity >= 0 && IsWithin(value.Length, startIndex, length));
            capacity = Math.Max(capacity == 0 ? LeastCapacity : capacity, length);
            _builder = new DesktopBuilder(capacity, Math.Max(capacity, Most)).Append(value, startIndex, length);
            MaxCapacity = Most;
        }

        public int Capacity
        {
            get => _builder.Capacity;

            set
            {
                Check(value <= MaxCapacity);
                _builder.Capacity = value;
            }
        }

        public int Length
        {
            get => _builder.Length;

            set
            {
                Check(value <= MaxCapacity);
                _builder.Length = value;
            }
        }

        public int MaxCapacity { get; }

        public char this[int index]
        {
            get => _builder[index];

            set
            {
                Check(index >= 0 && index < Length);
                _builder[index] = value;
            }
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
            Check(value != null);
            _builder.Append(value, startIndex, count);
            return this;
        }

        public StringBuilder Append(char[] value, int startIndex, int charCount)
        {
            Check(value != null);
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
            Check(count >= 0 && index <= Length);
            if (!string.IsNullOrEmpty(value) && count > 0)
            {
                CheckStart(index);
                _builder.Insert(index, value, count);
            }

            return this;
        }

        public StringBuilder Insert(int index, char[] value, int startIndex, int charCount)
        {
            Check(index <= Length && value != null && IsWithin(value.Length, startIndex, charCount));
            return charCount == 0 ? this : Insert(index, new string(value, startIndex, charCount), 1);
        }

        public StringBuilder Remove(int startIndex, int length)
        {
            _builder.Remove(startIndex, length);
            return this;
        }

        public StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)
        {
            Check(count >= 0 && startIndex <= Length - count);
            CheckStart(startIndex);
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
            Check(count >= 0 && startIndex <= Length - count && !string.IsNullOrEmpty(oldValue));
            CheckStart(startIndex);
            _builder.Replace(oldValue, newValue, startIndex, count);
            return this;
        }

        public StringBuilder Replace(string oldValue, string newValue) => Replace(oldValue, newValue, 0, Length);

        public override string ToString() => DeviceString.Made(_builder.ToString());

        public string ToString(int startIndex, int length) => DeviceString.Made(_builder.ToString(startIndex, length));

        private static bool IsWithin(int all, int start, int length) => start >= 0 && length >= 0 && start <= all - length;

        private static void Check(bool isInRange)
        {
            if (!isInRange)
            {
                throw LibraryExceptions.OutOfRange();
            }
        }

        private static void CheckStart(int index)
        {
            if (index < 0)
            {
                throw new NullReferenceException();
            }
        }
    }
}
