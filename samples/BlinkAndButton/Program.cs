using System;
using System.Device.Gpio;
using UAsyncio.Nano;

namespace BlinkAndButton
{
    /// <summary>An LED blinks; a button makes it blink faster or slower. Nothing asks the button: its interrupt wakes the loop.</summary>
    public static class Program
    {
        private const int LedPin = 2;
        private const int ButtonPin = 0;
        private const int Slow = 500;
        private const int Fast = 100;

        private static EventLoop s_loop;
        private static GpioPin s_led;
        private static int s_halfPeriod = Slow;

        public static void Main()
        {
            s_loop = new EventLoop();
            GpioController gpio = new GpioController();
            s_led = gpio.OpenPin(LedPin, PinMode.Output);

            GpioPin button = gpio.OpenPin(ButtonPin, PinMode.InputPullUp);
            button.DebounceTimeout = TimeSpan.FromMilliseconds(50);
            button.ValueChanged += OnButton;

            s_loop.CreateTask(BlinkAsync(), "blink");
            s_loop.RunForever();
        }

        private static async Coroutine BlinkAsync()
        {
            for (; ; )
            {
                s_led.Toggle();
                await Coroutine.Delay(s_halfPeriod);
            }
        }

        // On the thread of the device's events: it hands over to the loop's, where everything else happens.
        private static void OnButton(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling)
            {
                s_loop.Post(OnPressed);
            }
        }

        private static void OnPressed(object state)
        {
            s_halfPeriod = s_halfPeriod == Slow ? Fast : Slow;
            Console.WriteLine("every " + s_halfPeriod + " ms");
        }
    }
}
