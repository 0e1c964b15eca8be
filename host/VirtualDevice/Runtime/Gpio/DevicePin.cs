using System;
using System.Device.Gpio;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A pin as the board sees it: what the program drives it to, and what hangs on it outside.
    internal sealed class DevicePin
    {
        private readonly object _lock = new object();
        private volatile GpioPin _owner;
        private PinMode _mode;
        private bool _written;
        private volatile int _restarts;
        private bool? _outside;
        private bool _level;

        public DevicePin(int number)
        {
            Number = number;
        }

        public event Action<bool> LevelChanged;

        public int Number { get; }

        public bool IsOpen => _owner != null;

        public int Handlers => _owner?.Handlers ?? 0;

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

        // What the program has written last.
        public bool Written => _written;

        // Set while a change waits until it has lasted for the debounce time.
        public volatile bool IsSettling;

        // An output begins low, whatever it was before.
        public PinMode Mode
        {
            get => _mode;

            set => Change(() =>
            {
                _mode = value;
                _written &= value < PinMode.Output;
            });
        }

        public static bool IsModeSupported(PinMode mode) => mode <= (PinBank.IsEsp32 ? PinMode.OutputOpenSourcePullDown : PinMode.OutputOpenDrain);

        public bool TryOpen(GpioPin owner)
        {
            lock (_lock)
            {
                bool wasOpen = _owner != null;
                _owner ??= owner;
                return !wasOpen;
            }
        }

        public void Close() => Change(() =>
        {
            _owner = null;
            _mode = PinMode.Input;
        });

        // What drives it from outside goes on.
        public void Restart()
        {
            _restarts++;
            _owner?.Dispose();
            Close();
            Write(false);
        }

        public void Write(bool isHigh) => Change(() => _written = isHigh);

        public void Drive(bool? isHigh) => Change(() => _outside = isHigh);

        // To whoever has the pin open then; not beyond a restart.
        public void Post(bool isHigh)
        {
            int restarts = _restarts;
            DeviceEvents.Post(() => (restarts == _restarts ? _owner : null)?.OnPinChanged(isHigh));
        }

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
            PinMode.OutputOpenDrain or PinMode.OutputOpenSource or PinMode.OutputOpenSourcePullDown => _written && (_outside ?? false),
            PinMode.OutputOpenDrainPullUp => _written && (_outside ?? true),
            PinMode.InputPullUp => _outside ?? true,
            _ => _outside ?? false,
        };
    }
}
