using System;
using System.Device.Gpio;
using UAsyncio.Nano;

namespace Firmware
{
    /// <summary>A push button: its interrupt has the loop call a function at each press.</summary>
    public sealed class Button : IDisposable
    {
        private const int DebounceTime = 50;

        private readonly GpioPin _pin;
        private readonly bool _pressedIsHigh;
        private readonly EventLoop _loop;
        private readonly LoopCallback _pressed;
        private bool _posted;

        /// <summary>Opens the pin.</summary>
        /// <param name="pin">Its number.</param>
        /// <param name="pressedIsHigh">Whether it is high while the button is pressed; if not, it is pulled up.</param>
        /// <param name="loop">The loop that calls.</param>
        /// <param name="pressed">What it calls, with null.</param>
        public Button(int pin, bool pressedIsHigh, EventLoop loop, LoopCallback pressed)
        {
            _pressedIsHigh = pressedIsHigh;
            _loop = loop;
            _pressed = pressed;
            _pin = new GpioController().OpenPin(pin, pressedIsHigh ? PinMode.InputPullDown : PinMode.InputPullUp);
            _pin.DebounceTimeout = TimeSpan.FromMilliseconds(DebounceTime);
            _pin.ValueChanged += OnValueChanged;
        }

        /// <summary>Closes the pin.</summary>
        public void Dispose()
        {
            _pin.ValueChanged -= OnValueChanged;
            _pin.Dispose();
        }

        // On the thread of the device's events. One post at a time: a button that chatters cannot fill the loop's queue.
        private void OnValueChanged(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == (_pressedIsHigh ? PinEventTypes.Rising : PinEventTypes.Falling) && !_posted)
            {
                _posted = true;

                try
                {
                    _loop.Post(OnPosted);
                }
                catch (Exception)
                {
                    // The queue is full of others', or memory short: the next press is one again.
                    _posted = false;
                }
            }
        }

        private void OnPosted(object state)
        {
            _posted = false;
            _pressed(state);
        }
    }
}
