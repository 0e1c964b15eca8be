using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Gpio
{
    public sealed class GpioPin : IDisposable
    {
        private readonly DevicePin _pin;
        private readonly PinInterrupt _interrupt;
        private readonly object _lock = new object();
        private PinMode _mode;
        private PinValueChangedEventHandler _handlers;
        private TimeSpan _debounceTimeout;
        private bool _isDisposed;

        private GpioPin(DevicePin pin)
        {
            _pin = pin;
            _interrupt = new PinInterrupt(pin);
        }

        ~GpioPin()
        {
            Dispose();
        }

        // The mode is set anew by both: an output becomes low.
        public event PinValueChangedEventHandler ValueChanged
        {
            add
            {
                lock (_lock)
                {
                    Change((PinValueChangedEventHandler)Delegate.Combine(Check()._handlers, value));
                }
            }

            remove
            {
                lock (_lock)
                {
                    Change((PinValueChangedEventHandler)Delegate.Remove(Check()._handlers, value));
                }
            }
        }

        public TimeSpan DebounceTimeout
        {
            get => _debounceTimeout;

            set
            {
                _debounceTimeout = value;
                _interrupt.Debounce = Milliseconds;
            }
        }

        public int PinNumber => _pin.Number;

        private int Milliseconds => (int)(_debounceTimeout.Ticks / TimeSpan.TicksPerMillisecond);

        public void Dispose()
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    _isDisposed = true;
                    _interrupt.Forget();
                    _pin.Close();
                    GC.SuppressFinalize(this);
                }
            }
        }

        public PinMode GetPinMode() => Check()._mode;

        public bool IsPinModeSupported(PinMode pinMode)
        {
            Check();
            return DevicePin.IsModeSupported(pinMode);
        }

        public PinValue Read() => Check().ReadLevel();

        public void SetPinMode(PinMode value)
        {
            lock (_lock)
            {
                Check().ApplyMode(value);
            }
        }

        // An input stays as it is.
        public void Toggle()
        {
            if (Check()._mode >= PinMode.Output)
            {
                _pin.Write(!_pin.Written);
                Tell(ReadLevel());
            }
        }

        public void Write(PinValue value) => Check().WriteLevel((bool)value);

        internal int Handlers => _handlers?.GetInvocationList().Length ?? 0;

        internal static GpioPin Open(int number)
        {
            DevicePin pin = PinBank.Find(number);
            GpioPin opened = pin == null ? null : new GpioPin(pin);
            return opened != null && pin.TryOpen(opened) ? opened : throw new InvalidOperationException();
        }

        // What follows is native code: a controller calls it for a pin that is closed too.
        internal bool ReadLevel() => !(PinBank.IsEsp32 && _pin.Mode >= PinMode.Output) && _pin.Level;

        internal void WriteLevel(bool isHigh)
        {
            if (_mode < PinMode.Output)
            {
                throw new ArgumentException();
            }

            _pin.Write(isHigh);
            Tell(isHigh);
        }

        internal void ApplyMode(PinMode value)
        {
            if (!DevicePin.IsModeSupported(value))
            {
                throw new ArgumentException();
            }

            _pin.Mode = value;
            if (value >= PinMode.Output)
            {
                _interrupt.Forget();
            }
            else
            {
                _interrupt.Prepare(_handlers != null, Milliseconds);
            }

            _mode = value;
        }

        // Whoever is subscribed when the event is dispatched.
        internal void OnPinChanged(bool isHigh)
        {
            PinValueChangedEventHandler handlers;
            lock (_lock)
            {
                handlers = _isDisposed ? null : _handlers;
            }

            handlers?.Invoke(this, new PinValueChangedEventArgs(isHigh ? PinEventTypes.Rising : PinEventTypes.Falling, PinNumber));
        }

        // An output tells of what is written to it, changed or not.
        private void Tell(bool isHigh)
        {
            if (_handlers != null)
            {
                _pin.Post(isHigh);
            }
        }

        private void Change(PinValueChangedEventHandler handlers)
        {
            PinValueChangedEventHandler old = _handlers;
            try
            {
                _handlers = handlers;
                ApplyMode(_mode);
            }
            catch
            {
                _handlers = old;
                throw;
            }
        }

        private GpioPin Check() => _isDisposed ? throw new ObjectDisposedException() : this;
    }
}
