using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>What the firmware keeps for an input pin: who is told of edges, and the debounce time that is under way.</summary>
    internal sealed class PinInterrupt
    {
        private readonly object _lock = new object();
        private readonly DevicePin _pin;

        // Kept from the first time that the pin is an input until it is an output or closed.
        private bool _isKept;
        private bool _isListening;

        // The level that was told last, and the one that a debounce time has to end with.
        private bool _current;
        private bool _expected;

        // In ms; what an ESP32's timer is set to.
        private int _debounce;
        private int _period;
        private IDisposable _settling;

        public PinInterrupt(DevicePin pin)
        {
            _pin = pin;
        }

        public int Debounce
        {
            set
            {
                lock (_lock)
                {
                    if (_isKept)
                    {
                        SetDebounce(value);
                    }
                }
            }
        }

        public void Prepare(bool hasHandlers, int debounce)
        {
            lock (_lock)
            {
                // An STM32 looks at the level when it begins to keep it, and never again: what changes while nobody listens, it does not see.
                if (!_isKept && !PinBank.IsEsp32)
                {
                    _current = _pin.Level;
                }

                _isKept = true;
                if (hasHandlers && !_isListening)
                {
                    Listen(debounce);
                }
                else if (!hasHandlers && _isListening)
                {
                    // A debounce time that is under way goes on.
                    _isListening = false;
                    _debounce = 0;
                    _pin.LevelChanged -= OnLevelChanged;
                }
            }
        }

        public void Forget()
        {
            lock (_lock)
            {
                _settling?.Dispose();
                _settling = null;
                _pin.IsSettling = false;
                _pin.LevelChanged -= OnLevelChanged;
                _isKept = false;
                _isListening = false;
                _debounce = 0;
            }
        }

        private void Listen(int debounce)
        {
            if (!PinBank.HasInterrupts)
            {
                throw new ArgumentException();
            }

            SetDebounce(debounce);
            _isListening = true;
            _current = PinBank.IsEsp32 ? _pin.Level : _current;
            _expected = !_pin.Level;
            _pin.LevelChanged += OnLevelChanged;
        }

        // Of a debounce time that is another than before an ESP32's timer does not hear.
        private void SetDebounce(int value)
        {
            _period = PinBank.IsEsp32 && _debounce > 0 && value > 0 ? _period : value;
            _debounce = value;
        }

        private void OnLevelChanged(bool isHigh)
        {
            lock (_lock)
            {
                if (_pin.IsSettling || !_isListening)
                {
                    return;
                }

                if (_debounce > 0)
                {
                    _expected = PinBank.IsEsp32 ? !_current : _expected;
                    _pin.IsSettling = true;
                    _settling = DeviceTime.After(_period, EndDebounce);
                }
                else if (isHigh != _current)
                {
                    _current = isHigh;
                    _pin.Post(isHigh);
                }
            }
        }

        // Whatever the pin does meanwhile, its level at the end counts.
        private void EndDebounce()
        {
            lock (_lock)
            {
                if (!_pin.IsSettling)
                {
                    return;
                }

                _pin.IsSettling = false;
                bool isHigh = _pin.Level;
                if (isHigh != _expected)
                {
                    return;
                }

                _current = PinBank.IsEsp32 ? isHigh : _current;
                _expected = !_expected;
                if (_isListening)
                {
                    _pin.Post(isHigh);
                    return;
                }
            }

            DeviceThreads.Report(new NullReferenceException(
                $"A device crashes here: the debounce time of pin {_pin.Number} has ended, and nobody is subscribed to its ValueChanged any more."));
        }
    }
}
