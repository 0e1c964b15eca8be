using System;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Gpio
{
    public sealed class GpioPin : IDisposable
    {
        private readonly DevicePin _pin;
        private bool _isDisposed;

        internal GpioPin(DevicePin pin)
        {
            _pin = pin;
            _pin.LevelChanged += RaiseValueChanged;
        }

        ~GpioPin()
        {
            Dispose();
        }

        public event PinValueChangedEventHandler ValueChanged;

        public TimeSpan DebounceTimeout { get; set; }

        public int PinNumber => _pin.Number;

        public void Dispose()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _pin.LevelChanged -= RaiseValueChanged;
                _pin.Close();
                GC.SuppressFinalize(this);
            }
        }

        public PinMode GetPinMode() => Open.Mode;

        public bool IsPinModeSupported(PinMode pinMode) => DevicePin.IsModeSupported(pinMode);

        public PinValue Read() => Open.Level;

        public void SetPinMode(PinMode value) => Open.Mode = value;

        public void Toggle() => Open.Write(!_pin.Level);

        public void Write(PinValue value) => Open.Write((bool)value);

        private DevicePin Open => _isDisposed ? throw new ObjectDisposedException() : _pin;

        private void RaiseValueChanged(bool isHigh)
        {
            // Who subscribes after the change does not hear of it, however late the event is dispatched.
            PinValueChangedEventHandler handler = ValueChanged;
            if (handler != null && _pin.IsInput)
            {
                PinEventTypes change = isHigh ? PinEventTypes.Rising : PinEventTypes.Falling;
                DeviceEvents.Post(() => handler(this, new PinValueChangedEventArgs(change, PinNumber)));
            }
        }
    }
}
