using System;

namespace System.Device.Gpio
{
    public readonly struct PinValue : IEquatable<PinValue>
    {
        private readonly byte _value;

        private PinValue(bool isHigh)
        {
            _value = isHigh ? (byte)1 : (byte)0;
        }

        public static PinValue High => new PinValue(true);

        public static PinValue Low => new PinValue(false);

        public static bool operator ==(PinValue a, PinValue b) => a.Equals(b);

        public static bool operator !=(PinValue a, PinValue b) => !a.Equals(b);

        public static explicit operator byte(PinValue value) => value._value;

        public static explicit operator int(PinValue value) => value._value;

        public static explicit operator bool(PinValue value) => value._value != 0;

        public static implicit operator PinValue(int value) => new PinValue(value != 0);

        public static implicit operator PinValue(bool value) => new PinValue(value);

        public bool Equals(PinValue other) => other._value == _value;

        public override bool Equals(object obj) => obj is PinValue other && Equals(other);

        public override int GetHashCode() => _value;

        public override string ToString() => _value != 0 ? "High" : "Low";
    }
}
