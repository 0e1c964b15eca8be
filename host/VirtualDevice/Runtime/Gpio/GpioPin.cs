using System;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Gpio
{
    public sealed class GpioPin : IDisposable
    {
        private readonly DevicePin _pin;
        private readonly object _lock = new object();
        private PinValueChangedEventHandler _handlers;
        private bool _isDisposed;

        // The level that the program was told last.
        private bool _told;

        // The debounce time that is under way, if any.
        private IDisposable _settling;

        internal GpioPin(DevicePin pin)
        {
            _pin = pin;
            _told = pin.Level;
            _pin.LevelChanged += RaiseValueChanged;
        }

        ~GpioPin()
        {
            Dispose();
        }

        // Of a pin that was disposed of nobody subscribes, nor gives it up.
        public event PinValueChangedEventHandler ValueChanged
        {
            add
            {
                lock (_lock)
                {
                    _handlers = (PinValueChangedEventHandler)Delegate.Combine(_isDisposed ? throw new ObjectDisposedException() : _handlers, value);
                }
            }

            remove
            {
                lock (_lock)
                {
                    _handlers = (PinValueChangedEventHandler)Delegate.Remove(_isDisposed ? throw new ObjectDisposedException() : _handlers, value);
                }
            }
        }

        public TimeSpan DebounceTimeout { get; set; }

        public int PinNumber => _pin.Number;

        public void Dispose()
        {
            if (!_isDisposed)
            {
                _pin.LevelChanged -= RaiseValueChanged;
                lock (_lock)
                {
                    // Who opens the pin next waits for nothing.
                    _isDisposed = true;
                    _settling?.Dispose();
                    _pin.IsSettling = false;
                }

                _pin.Close();
                GC.SuppressFinalize(this);
            }
        }

        public PinMode GetPinMode() => Open.Mode;

        public bool IsPinModeSupported(PinMode pinMode) => DevicePin.IsModeSupported(pinMode);

        public PinValue Read() => Open.Level;

        public void SetPinMode(PinMode value)
        {
            Open.Mode = value;
            lock (_lock)
            {
                _told = _pin.Level;
            }
        }

        public void Toggle() => Open.Write(!_pin.Level);

        public void Write(PinValue value) => Open.Write((bool)value);

        private DevicePin Open => _isDisposed ? throw new ObjectDisposedException() : _pin;

        private void RaiseValueChanged(bool isHigh)
        {
            // Who subscribes after the change does not hear of it, however late the event is dispatched.
            PinValueChangedEventHandler handler = _handlers;
            lock (_lock)
            {
                if (handler == null || !_pin.IsInput)
                {
                    _told = isHigh;
                    return;
                }

                int debounce = (int)DebounceTimeout.TotalMilliseconds;
                if (debounce > 0)
                {
                    Debounce(debounce);
                    return;
                }

                if (_pin.IsSettling || isHigh == _told)
                {
                    return;
                }

                Tell(handler, isHigh);
            }
        }

        // The first change starts the time; whatever the pin does meanwhile, its level at the end counts, if it is another than before.
        private void Debounce(int milliseconds)
        {
            if (_pin.IsSettling)
            {
                return;
            }

            _pin.IsSettling = true;
            _settling = DeviceTime.After(milliseconds, () =>
            {
                lock (_lock)
                {
                    if (_isDisposed)
                    {
                        return;
                    }

                    _pin.IsSettling = false;
                    bool isHigh = _pin.Level;
                    if (_handlers is { } handler && isHigh != _told)
                    {
                        Tell(handler, isHigh);
                    }
                }
            });
        }

        private void Tell(PinValueChangedEventHandler handler, bool isHigh)
        {
            _told = isHigh;
            PinEventTypes change = isHigh ? PinEventTypes.Rising : PinEventTypes.Falling;
            DeviceEvents.Post(() => handler(this, new PinValueChangedEventArgs(change, PinNumber)));
        }
    }
}
