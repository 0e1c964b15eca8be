using System;
using UAsyncio.Nano;

namespace TheNamespace
{
    public static class Program
    {
        public static void Main()
        {
            EventLoop loop = new EventLoop();
            loop.CreateTask(BlinkAsync(), "blink");
            loop.Run(CountAsync(5));
        }

        // Runs beside the other, until the program ends.
        private static async Coroutine BlinkAsync()
        {
            for (bool isOn = true; ; isOn = !isOn)
            {
                Console.WriteLine(isOn ? "on" : "off");
                await Coroutine.Delay(250);
            }
        }

        private static async Coroutine CountAsync(int count)
        {
            for (int i = 1; i <= count; i++)
            {
                await Coroutine.Delay(500);
                Console.WriteLine(i.ToString());
            }
        }
    }
}
