using System;
using System.Device.Gpio;
using UAsyncio.Nano;
using UAsyncio.Nano.Gpio;

namespace BlinkAndButton
{
    /// <summary>
    /// An LED blinks; a click of a button makes it blink faster or slower, a long press switches it off. Nothing asks the button: its interrupt
    /// wakes the loop.
    /// </summary>
    public static class Program
    {
        private const int LedPin = 2;
        private const int ButtonPin = 0;
        private const int Slow = 500;
        private const int Fast = 100;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            loop.CreateTask(WatchButtonAsync(loop), "button");
            loop.RunForever();
        }

        private static async Coroutine WatchButtonAsync(EventLoop loop)
        {
            GpioController gpio = new GpioController();
            Led led = new Led(gpio.OpenPin(LedPin, PinMode.Output));
            int halfPeriod = Slow;
            Coroutine blinking = loop.CreateTask(led.BlinkAsync(halfPeriod, halfPeriod), "blink");

            using (GpioPin pin = gpio.OpenPin(ButtonPin, PinMode.InputPullUp))
            using (Pushbutton button = new Pushbutton(pin))
            {
                for (; ; )
                {
                    switch (await button.ReadAsync())
                    {
                        case ButtonEvent.Click:
                            halfPeriod = halfPeriod == Slow ? Fast : Slow;

                            // What blinked is off before the next one begins.
                            blinking.Cancel();
                            blinking = loop.CreateTask(led.BlinkAsync(halfPeriod, halfPeriod), "blink");
                            Console.WriteLine("every " + halfPeriod + " ms");
                            break;
                        case ButtonEvent.LongPress:
                            blinking.Cancel();
                            Console.WriteLine("off");
                            break;
                    }
                }
            }
        }
    }
}
