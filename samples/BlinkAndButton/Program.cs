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

        private static readonly ThreadSafeFlag s_pressed = new ThreadSafeFlag();
        private static int s_halfPeriod = Slow;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            GpioController gpio = new GpioController();
            GpioPin led = gpio.OpenPin(LedPin, PinMode.Output);

            GpioPin button = gpio.OpenPin(ButtonPin, PinMode.InputPullUp);
            button.DebounceTimeout = TimeSpan.FromMilliseconds(50);
            button.ValueChanged += OnButton;

            loop.CreateTask(BlinkAsync(led), "blink");
            loop.CreateTask(WatchButtonAsync(), "button");
            loop.RunForever();
        }

        // On the thread of the device's events: the flag wakes the loop's, where everything else happens.
        private static void OnButton(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling)
            {
                s_pressed.Set();
            }
        }

        private static async Coroutine BlinkAsync(GpioPin led)
        {
            for (; ; )
            {
                led.Toggle();
                await Coroutine.Delay(s_halfPeriod);
            }
        }

        private static async Coroutine WatchButtonAsync()
        {
            for (; ; )
            {
                await s_pressed.WaitAsync();
                s_halfPeriod = s_halfPeriod == Slow ? Fast : Slow;
                Console.WriteLine("every " + s_halfPeriod + " ms");
            }
        }
    }
}
