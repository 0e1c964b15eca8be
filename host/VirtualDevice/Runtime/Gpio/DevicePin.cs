using System;
using System.Device.Gpio;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A pin as the board sees it: what the program drives it to, and what hangs on it outside.
    internal sealed class DevicePin
    {
        private readonly object _lock = new object();
        private bool _isOpen;
        private PinMode _mode;
        private bool _written;
        private bool? _outside;
        private bool _level;

        public DevicePin(int number)
        {
            Number = number;
        }

        public event Action<bool> LevelChanged;

        public int Number { get; }

        public bool Level
        {
            get
            {
                lock (_lock)
                {
                    return _level;
                }
            }
        }

        // Set while a change waits until it has lasted for the debounce time.
        public volatile bool IsSettling;

        public bool IsInput => _mode <= PinMode.InputPullUp;

        public PinMode Mode
        {
            get => _mode;
            set
            {
                if (!IsModeSupported(value))
                {
                    throw new ArgumentException();
                }

                Change(() => _mode = value);
            }
        }

        public static bool IsModeSupported(PinMode mode) => mode <= PinMode.OutputOpenDrainPullUp;

        public bool TryOpen()
        {
            lock (_lock)
            {
                bool wasOpen = _isOpen;
                _isOpen = true;
                return !wasOpen;
            }
        }

        public void Close() => Change(() =>
        {
            _isOpen = false;
            _mode = PinMode.Input;
        });

        public void Write(bool isHigh) => Change(() => _written = isHigh);

        public void Drive(bool? isHigh) => Change(() => _outside = isHigh);

        private void Change(Action change)
        {
            bool level;
            lock (_lock)
            {
                change();
                level = ComputeLevel();
                if (level == _level)
                {
                    return;
                }

                _level = level;
            }

            LevelChanged?.Invoke(level);
        }

        private bool ComputeLevel() => _mode switch
        {
            PinMode.Output => _written,
            PinMode.OutputOpenDrain => _written && (_outside ?? false),
            PinMode.OutputOpenDrainPullUp => _written && (_outside ?? true),
            PinMode.InputPullUp => _outside ?? true,
            _ => _outside ?? false,
        };
    }
}
