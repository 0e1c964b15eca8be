using System;
using System.Device.Adc;
using System.Device.Gpio;
using System.Device.I2c;
using System.IO.Ports;
using System.Threading;
using UAsyncio.Nano.Adc;
using UAsyncio.Nano.Gpio;
using UAsyncio.Nano.Serial;

namespace UAsyncio.Nano.Tests.Devices
{
    /// <summary>Has the host take memory away.</summary>
    public delegate void PassCallback();

    /// <summary>Programs with pins, ports and inputs that the host moves: a simulation calls this by reflection, on a thread of the device.</summary>
    public static partial class HostDevices
    {
        private static EventLoop s_loop;
        private static Coroutine s_task;
        private static int s_busy;

        /// <summary>What has happened, word by word.</summary>
        public static string Log { get; private set; }

        /// <summary>What came out; null while it runs.</summary>
        public static string Outcome { get; private set; }

        /// <summary>Samples an input.</summary>
        public static void Sample(int channel, int interval, int smoothing)
        {
            Run(SampleAsync(channel, interval, smoothing));
        }

        /// <summary>Reads a register on a helper thread, while the loop goes on.</summary>
        public static void ReadRegister(int address, int register)
        {
            Run(ReadRegisterAsync(address, (byte)register));
        }

        /// <summary>Closes a pin and a port before who listens to them.</summary>
        public static void CloseTheWrongWayRound(int pin, string port)
        {
            Run(CloseTheWrongWayRoundAsync(pin, port));
        }

        /// <summary>Cancels what runs.</summary>
        public static void Stop()
        {
            s_loop.Post(state => s_task.Cancel());
        }

        private static async Coroutine CloseTheWrongWayRoundAsync(int number, string name)
        {
            GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp);

            using (new PinEdges(pin))
            using (new Pushbutton(pin))
            {
                pin.Dispose();
            }

            SerialPort port = new SerialPort(name);

            using (SerialStream stream = new SerialStream(port))
            {
                Coroutine reading = s_loop.CreateTask(stream.ReadLineAsync(10));
                await Coroutine.Yield();
                port.Dispose();
                await Expect.ThrowsAsync(typeof(ObjectDisposedException), reading);
                stream.Dispose();
                Add(stream.IsClosed.ToString());
            }
        }

        private static void Run(Coroutine main)
        {
            Log = string.Empty;
            Outcome = null;
            s_busy = 0;
            s_loop = new EventLoop();
            s_task = main;

            try
            {
                object result = s_loop.Run(main);
                Outcome = result == null ? "done" : result.ToString();
            }
            catch (Exception exception)
            {
                Outcome = exception.GetType().Name;
            }
            finally
            {
                s_loop.Close();
            }
        }

        private static void Add(string word)
        {
            Log = Log.Length == 0 ? word : Log + " " + word;
        }

        // The longest time between two turns that are due every 10 ms.
        private static async Coroutine CountAsync()
        {
            int longest = 0;
            int before = s_loop.Ticks;

            try
            {
                for (; ; )
                {
                    await Coroutine.Delay(10);
                    int now = s_loop.Ticks;
                    longest = now - before > longest ? now - before : longest;
                    before = now;
                }
            }
            finally
            {
                Add(longest < 30 ? "smooth" : longest + "ms");
            }
        }

        private static async Coroutine SampleAsync(int channel, int interval, int smoothing)
        {
            AdcSampler sampler = new AdcSampler(new AdcController().OpenChannel(channel), interval, smoothing);
            Coroutine sampling = EventLoop.Current.CreateTask(sampler.RunAsync());

            try
            {
                for (; ; )
                {
                    await sampler.WaitForChangeAsync();
                    Add(sampler.Samples + ":" + sampler.Value);
                }
            }
            finally
            {
                sampling.Cancel();
            }
        }

        private static async Coroutine<int> ReadRegisterAsync(int address, byte register)
        {
            byte[] result = new byte[1];

            using (I2cDevice device = I2cDevice.Create(new I2cConnectionSettings(1, address)))
            {
                Coroutine counting = EventLoop.Current.CreateTask(CountAsync());

                await Coroutine.Run(state => ReadSlowly(device, register, result));

                counting.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), counting);
            }

            return result[0];
        }

        // A sensor that takes its time.
        private static void ReadSlowly(I2cDevice device, byte register, byte[] result)
        {
            Thread.Sleep(200);
            device.WriteRead(new[] { register }, result);
        }
    }
}
