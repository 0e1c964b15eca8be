using System.Collections.Generic;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Gpio
{
    public sealed class GpioController : IDisposable
    {
        // Of all controllers. A pin that its own Dispose has closed stays in it, and is found before one of its number that was opened later.
        private static readonly List<OpenedPin> s_pins = new List<OpenedPin>();

        private bool _isDisposed;

        public GpioController()
        {
        }

        public GpioController(PinNumberingScheme numberingScheme)
        {
            NumberingScheme = numberingScheme;
        }

        public PinNumberingScheme NumberingScheme { get; }

        public int PinCount => PinBank.Count;

        public void ClosePin(int pinNumber)
        {
            lock (s_pins)
            {
                OpenedPin pin = Get(pinNumber);
                pin.Pin.Dispose();
                s_pins.Remove(pin);
            }
        }

        // The pins of all controllers; on an ESP32 the interrupts of all pins too, until the device restarts.
        public void Dispose()
        {
            lock (s_pins)
            {
                if (!_isDisposed)
                {
                    _isDisposed = true;
                    s_pins.ForEach(pin => pin.Pin.Dispose());
                    PinBank.HasInterrupts &= !PinBank.IsEsp32;
                }
            }
        }

        public PinMode GetPinMode(int pinNumber) => Get(pinNumber).Pin.GetPinMode();

        public bool IsPinModeSupported(int pinNumber, PinMode mode) => DevicePin.IsModeSupported(mode);

        // One that is none is busy on an ESP32.
        public bool IsPinOpen(int pinNumber) => PinBank.Find(pinNumber)?.IsOpen ?? PinBank.IsEsp32;

        public GpioPin OpenPin(int pinNumber)
        {
            GpioPin pin = GpioPin.Open(pinNumber);
            Add(pin);
            return pin;
        }

        public GpioPin OpenPin(int pinNumber, PinMode mode)
        {
            GpioPin pin = GpioPin.Open(pinNumber);
            pin.SetPinMode(mode);
            Add(pin);
            return pin;
        }

        public PinValue Read(int pinNumber) => Find(pinNumber).ReadLevel();

        // The pin has one callback, but each registration another handler.
        public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
        {
            OpenedPin pin = Get(pinNumber);
            pin.Events = eventTypes;
            pin.Callback = callback;
            pin.Pin.ValueChanged += OnValueChanged;
        }

        public void SetPinMode(int pinNumber, PinMode mode) => Find(pinNumber).ApplyMode(mode);

        public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
        {
            if (TryGet(pinNumber) is { } pin)
            {
                pin.Events = PinEventTypes.None;
                pin.Pin.ValueChanged -= OnValueChanged;
            }
        }

        public void Write(int pinNumber, PinValue value) => Find(pinNumber).WriteLevel((bool)value);

        internal static void Restart()
        {
            lock (s_pins)
            {
                s_pins.Clear();
            }
        }

        private static void Add(GpioPin pin)
        {
            lock (s_pins)
            {
                s_pins.Add(new OpenedPin(pin));
            }
        }

        private static OpenedPin TryGet(int pinNumber)
        {
            lock (s_pins)
            {
                return s_pins.Find(pin => pin.Pin.PinNumber == pinNumber);
            }
        }

        private static OpenedPin Get(int pinNumber) => TryGet(pinNumber) ?? throw new InvalidOperationException();

        private GpioPin Find(int pinNumber) => _isDisposed ? throw new ObjectDisposedException() : Get(pinNumber).Pin;

        private void OnValueChanged(object sender, PinValueChangedEventArgs e)
        {
            if (TryGet(e.PinNumber) is { } pin && (pin.Events & e.ChangeType) != 0)
            {
                pin.Callback(this, new PinValueChangedEventArgs(e.ChangeType, e.PinNumber));
            }
        }

        private sealed class OpenedPin
        {
            public OpenedPin(GpioPin pin)
            {
                Pin = pin;
            }

            public GpioPin Pin { get; }

            public PinEventTypes Events { get; set; }

            public PinChangeEventHandler Callback { get; set; }
        }
    }
}
