using System;
using System.Device.Adc;
using System.Device.Gpio;
using System.Device.I2c;
using System.IO.Ports;
using System.Threading;
using UAsyncio.Nano.Adc;
using UAsyncio.Nano.Gpio;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Serial;

namespace UAsyncio.Nano.Tests.Devices
{
    /// <summary>Programs with pins, ports and inputs that the host moves: a simulation calls this by reflection, on a thread of the device.</summary>
    public static class HostDevices
    {
        private static EventLoop s_loop;
        private static Coroutine s_task;
        private static int s_busy;

        /// <summary>What has happened, word by word.</summary>
        public static string Log { get; private set; }

        /// <summary>What came out; null while it runs.</summary>
        public static string Outcome { get; private set; }

        /// <summary>Waits for edges, one after the other; each wait by itself.</summary>
        public static void WaitForEdges(int pin, bool rising, int debounce, int count)
        {
            Run(WaitForEdgesAsync(pin, rising ? PinEventTypes.Rising : PinEventTypes.Falling, debounce, count));
        }

        /// <summary>Takes an edge, all edges, a button, a LED and an input, whose times are time spans.</summary>
        public static void TakeTimeSpans(int pin, int led, int channel)
        {
            Run(TakeTimeSpansAsync(pin, led, channel));
        }

        /// <summary>Counts edges, and looks now and then.</summary>
        public static void CountEdges(int pin, int times)
        {
            Run(CountEdgesAsync(pin, times));
        }

        /// <summary>Writes down what happens to a button.</summary>
        public static void ReadButton(int pin, bool pressedIsHigh, int doubleClick)
        {
            Run(ReadButtonAsync(pin, pressedIsHigh, doubleClick));
        }

        /// <summary>Keeps the loop busy for a while when the button has told its next event.</summary>
        public static void BeBusy(int milliseconds)
        {
            s_busy = milliseconds;
        }

        /// <summary>Plays a pattern on a LED.</summary>
        public static void Play(int pin, bool onIsHigh, int repeat)
        {
            Run(new Led(new GpioController().OpenPin(pin, PinMode.Output), onIsHigh).PlayAsync(new[] { 100, 50, 200, 300 }, repeat));
        }

        /// <summary>Reads lines, or messages that end with a byte, from a port.</summary>
        public static void ReadSerial(string port, int bufferSize, int delimiter)
        {
            Run(ReadSerialAsync(port, bufferSize, delimiter));
        }

        /// <summary>Writes much to a port, and counts meanwhile how often others have their turn.</summary>
        public static void WriteSerial(string port, int baudRate, int count)
        {
            Run(WriteSerialAsync(port, baudRate, count));
        }

        /// <summary>Has a console at a port.</summary>
        public static void ServeConsole(string port, string password)
        {
            Run(ServeConsoleAsync(port, password));
        }

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

        /// <summary>Cancels what runs.</summary>
        public static void Stop()
        {
            s_loop.Post(state => s_task.Cancel());
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

        private static async Coroutine WaitForEdgesAsync(int number, PinEventTypes edges, int debounce, int count)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                for (int i = 0; i < count; i++)
                {
                    PinEventTypes edge = await pin.WaitForEdgeAsync(edges, debounce);
                    Add((int)edge + "@" + s_loop.Ticks);
                }
            }
        }

        private static async Coroutine TakeTimeSpansAsync(int number, int led, int channel)
        {
            TimeSpan debounce = TimeSpan.FromMilliseconds(20);
            TimeSpan tenth = TimeSpan.FromMilliseconds(100);

            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                Add((int)await pin.WaitForEdgeAsync(PinEventTypes.Falling, debounce) + "@" + s_loop.Ticks);

                using (PinEdges edges = new PinEdges(pin, PinEventTypes.Rising, debounce))
                using (Pushbutton button = new Pushbutton(pin, false, debounce))
                {
                    Add((int)await button.ReadAsync() + "@" + s_loop.Ticks);
                    Add(edges.Count.ToString());
                }
            }

            int start = s_loop.Ticks;
            await new Led(new GpioController().OpenPin(led, PinMode.Output)).BlinkAsync(tenth, tenth, 2);
            AdcSampler sampler = new AdcSampler(new AdcController().OpenChannel(channel), tenth);
            Coroutine sampling = EventLoop.Current.CreateTask(sampler.RunAsync());
            await sampler.WaitForChangeAsync();
            await Coroutine.Delay(tenth);
            sampling.Cancel();
            Add(sampler.Samples + "@" + (s_loop.Ticks - start));
        }

        private static async Coroutine CountEdgesAsync(int number, int times)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            using (PinEdges edges = new PinEdges(pin))
            {
                for (int i = 0; i < times; i++)
                {
                    await edges.WaitAsync();
                    Add(edges.Count.ToString());
                    await Coroutine.Delay(100);
                }
            }
        }

        private static async Coroutine ReadButtonAsync(int number, bool pressedIsHigh, int doubleClick)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, pressedIsHigh ? PinMode.InputPullDown : PinMode.InputPullUp))
            using (Pushbutton button = new Pushbutton(pin, pressedIsHigh))
            {
                button.DoubleClick = doubleClick;

                for (; ; )
                {
                    switch (await button.ReadAsync())
                    {
                        case ButtonEvent.Press:
                            Add("press");
                            break;
                        case ButtonEvent.Release:
                            Add("release");
                            break;
                        case ButtonEvent.LongPress:
                            Add("long");
                            break;
                        case ButtonEvent.DoubleClick:
                            Add("double");
                            break;
                        case ButtonEvent.Click:
                            Add("click");
                            break;
                    }

                    KeepBusy();
                }
            }
        }

        private static void KeepBusy()
        {
            if (s_busy > 0)
            {
                Thread.Sleep(s_busy);
                s_busy = 0;
            }
        }

        private static async Coroutine ReadSerialAsync(string name, int bufferSize, int delimiter)
        {
            // So rarely does it look by itself: an event has to wake it.
            ((DevicePoller)s_loop.Poller).MaxSleep = 1000;

            using (SerialStream stream = new SerialStream(new SerialPort(name, 115200) { ReadBufferSize = bufferSize }))
            {
                for (; ; )
                {
                    try
                    {
                        if (delimiter < 0)
                        {
                            Add(await stream.ReadLineAsync(10));
                        }
                        else
                        {
                            byte[] message = await stream.ReadToAsync((byte)delimiter, 10);
                            Add(message.Length + ":" + (message.Length > 0 ? message[0] : -1));
                        }
                    }
                    catch (SerialOverrunException)
                    {
                        Add("overrun");
                    }
                    catch (LineTooLongException)
                    {
                        Add("long");
                        stream.Consume(stream.Buffered);
                    }
                }
            }
        }

        private static async Coroutine WriteSerialAsync(string name, int baudRate, int count)
        {
            using (SerialStream stream = new SerialStream(new SerialPort(name, baudRate)))
            {
                byte[] bytes = new byte[count];

                for (int i = 0; i < count; i++)
                {
                    bytes[i] = (byte)i;
                }

                Coroutine counting = EventLoop.Current.CreateTask(CountAsync());
                int written = await stream.WriteAsync(bytes, 0, count);
                counting.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), counting);
                Add(written.ToString());
            }
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

        private static async Coroutine ServeConsoleAsync(string name, string password)
        {
            EventLoop loop = EventLoop.Current;
            InspectionConsole console = new InspectionConsole(new TaskWatch(loop), password);
            Coroutine counting = loop.CreateTask(CountAsync(), "counting");

            using (SerialStream stream = new SerialStream(new SerialPort(name, 115200)))
            {
                await console.ServeAsync(stream);
            }

            counting.Cancel();
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
