using System;
using System.Collections.Generic;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Gpio
{
    public sealed class GpioController : IDisposable
    {
        private readonly Dictionary<int, GpioPin> _pins = new Dictionary<int, GpioPin>();
        private readonly Dictionary<PinChangeEventHandler, PinValueChangedEventHandler> _callbacks = new Dictionary<PinChangeEventHandler, PinValueChangedEventHandler>();

        public GpioController()
        {
        }

        public GpioController(PinNumberingScheme numberingScheme)
        {
            if (numberingScheme != PinNumberingScheme.Logical)
            {
                throw new NotSupportedException();
            }
        }

        public PinNumberingScheme NumberingScheme => PinNumberingScheme.Logical;

        public int PinCount => PinBank.Count;

        public void ClosePin(int pinNumber)
        {
            Get(pinNumber).Dispose();
            _pins.Remove(pinNumber);
        }

        public void Dispose()
        {
            foreach (GpioPin pin in _pins.Values)
            {
                pin.Dispose();
            }

            _pins.Clear();
        }

        public PinMode GetPinMode(int pinNumber) => Get(pinNumber).GetPinMode();

        public bool IsPinModeSupported(int pinNumber, PinMode mode) => DevicePin.IsModeSupported(mode);

        public bool IsPinOpen(int pinNumber) => _pins.ContainsKey(pinNumber);

        public GpioPin OpenPin(int pinNumber)
        {
            DevicePin pin = PinBank.Get(pinNumber);
            if (!pin.TryOpen())
            {
                throw new InvalidOperationException();
            }

            GpioPin opened = new GpioPin(pin);
            _pins[pinNumber] = opened;
            return opened;
        }

        public GpioPin OpenPin(int pinNumber, PinMode mode)
        {
            GpioPin pin = OpenPin(pinNumber);
            pin.SetPinMode(mode);
            return pin;
        }

        public PinValue Read(int pinNumber) => Get(pinNumber).Read();

        public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
        {
            PinValueChangedEventHandler handler = (sender, e) =>
            {
                if ((e.ChangeType & eventTypes) != 0)
                {
                    callback(sender, e);
                }
            };
            Get(pinNumber).ValueChanged += handler;
            _callbacks[callback] = handler;
        }

        public void SetPinMode(int pinNumber, PinMode mode) => Get(pinNumber).SetPinMode(mode);

        public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
        {
            if (_callbacks.Remove(callback, out PinValueChangedEventHandler handler))
            {
                Get(pinNumber).ValueChanged -= handler;
            }
        }

        public void Write(int pinNumber, PinValue value) => Get(pinNumber).Write(value);

        private GpioPin Get(int pinNumber)
        {
            return _pins.TryGetValue(pinNumber, out GpioPin pin) ? pin : throw new InvalidOperationException();
        }
    }
}
