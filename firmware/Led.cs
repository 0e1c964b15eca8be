using System.Device.Gpio;
using UAsyncio.Nano;

namespace Firmware
{
    /// <summary>The LED: on, off, or blinking, which a coroutine of its own does.</summary>
    public sealed class Led
    {
        private const int HalfPeriod = 500;

        private readonly GpioPin _pin;

        /// <summary>Opens the pin; the LED blinks at first.</summary>
        /// <param name="pin">Its number.</param>
        public Led(int pin)
        {
            _pin = new GpioController().OpenPin(pin, PinMode.Output);
            IsBlinking = true;
        }

        /// <summary>Whether it is lit.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Whether it blinks.</summary>
        public bool IsBlinking { get; set; }

        /// <summary>What it does: on, off, or blink.</summary>
        public string State => IsBlinking ? "blink" : IsOn ? "on" : "off";

        /// <summary>Tells it what to do.</summary>
        /// <param name="state">on, off, or blink.</param>
        /// <returns>False when it is none of these; nothing is done then.</returns>
        public bool Tell(string state)
        {
            if (state != "on" && state != "off" && state != "blink")
            {
                return false;
            }

            IsBlinking = state == "blink";

            if (!IsBlinking)
            {
                Set(state == "on");
            }

            return true;
        }

        /// <summary>Switches it.</summary>
        /// <param name="on">Whether it shall be lit.</param>
        public void Set(bool on)
        {
            IsOn = on;
            _pin.Write(on ? PinValue.High : PinValue.Low);
        }

        /// <summary>Blinks while it is told to, for ever.</summary>
        /// <returns>The coroutine.</returns>
        public async Coroutine BlinkAsync()
        {
            for (; ; )
            {
                if (IsBlinking)
                {
                    Set(!IsOn);
                }

                await Coroutine.Delay(HalfPeriod);
            }
        }
    }
}
