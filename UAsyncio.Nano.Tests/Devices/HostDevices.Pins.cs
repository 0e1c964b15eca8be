using System;
using System.Device.Adc;
using System.Device.Gpio;
using System.Threading;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Adc;
using UAsyncio.Nano.Gpio;

namespace UAsyncio.Nano.Tests.Devices
{
    // Edges, buttons and LEDs.
    public static partial class HostDevices
    {
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

        /// <summary>The same of one that nobody can press long.</summary>
        public static void ReadButtonThatIsNeverLong(int pin)
        {
            Run(ReadButtonAsync(pin, false, 0, int.MaxValue));
        }

        /// <summary>Gives numbers that cannot be: the LED stays as it is.</summary>
        public static void RefuseNumbers(int pin, int channel)
        {
            Run(RefuseNumbersAsync(pin, channel));
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

        /// <summary>Writes down what happens to a button; memory gets short on the events' thread before it hears of its first edge, and is there behind it.</summary>
        public static void ReadButtonInShortMemory(int pin, PassCallback begin, PassCallback end)
        {
            Run(ReadButtonInShortMemoryAsync(pin, begin, end));
        }

        private static async Coroutine ReadButtonInShortMemoryAsync(int number, PassCallback begin, PassCallback end)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                pin.ValueChanged += (sender, e) =>
                {
                    begin?.Invoke();
                    begin = null;
                };

                using (Pushbutton button = new Pushbutton(pin) { DoubleClick = 0 })
                {
                    pin.ValueChanged += (sender, e) =>
                    {
                        end?.Invoke();
                        end = null;
                    };

                    for (; ; )
                    {
                        Add(((int)await button.ReadAsync()).ToString());
                    }
                }
            }
        }

        /// <summary>Closes a pin while a change of it waits to have lasted, and opens it again.</summary>
        public static void OpenAgain(int pin)
        {
            Run(OpenAgainAsync(pin));
        }

        private static async Coroutine OpenAgainAsync(int number)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            using (PinEdges edges = new PinEdges(pin, PinEventTypes.Falling, 200))
            {
                await Expect.ThrowsAsync(typeof(TimeoutException), edges.WaitAsync().WaitAsync(50));
            }

            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                Add((int)await pin.WaitForEdgeAsync(PinEventTypes.Rising) + "@" + s_loop.Ticks);
            }
        }

        /// <summary>Gives up an edge whose debounce time is under way, and waits for another one with another time.</summary>
        public static void GiveUpWhileItBounces(int pin)
        {
            Run(GiveUpWhileItBouncesAsync(pin));
        }

        private static async Coroutine GiveUpWhileItBouncesAsync(int number)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                await Expect.ThrowsAsync(typeof(TimeoutException), pin.WaitForEdgeAsync(PinEventTypes.Falling, 50).WaitAsync(100));
                await Coroutine.Delay(200);
                Add((int)await pin.WaitForEdgeAsync(PinEventTypes.Falling, 20) + "@" + s_loop.Ticks);
            }
        }

        /// <summary>Waits for a fall, is away, and waits for one again.</summary>
        public static void WaitNowAndThen(int pin)
        {
            Run(WaitNowAndThenAsync(pin));
        }

        private static async Coroutine WaitNowAndThenAsync(int number)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            {
                Add((int)await pin.WaitForEdgeAsync(PinEventTypes.Falling) + "@" + s_loop.Ticks);
                await Coroutine.Delay(150);
                Add((int)await pin.WaitForEdgeAsync(PinEventTypes.Falling) + "@" + s_loop.Ticks);
            }
        }

        /// <summary>Plays a pattern in the place of another, which is cancelled; then the same with a switch.</summary>
        public static void PlayAfterAnother(int pin)
        {
            Run(PlayAfterAnotherAsync(new Led(new GpioController().OpenPin(pin, PinMode.Output))));
        }

        private static async Coroutine PlayAfterAnotherAsync(Led led)
        {
            Coroutine blinking = s_loop.CreateTask(led.BlinkAsync(100, 100));
            await Coroutine.Delay(250);
            blinking.Cancel();
            await led.PlayAsync(new[] { 100, 50 });
            blinking = s_loop.CreateTask(led.BlinkAsync(100, 100));
            await Coroutine.Delay(150);
            blinking.Cancel();
            led.IsOn = true;
            await Coroutine.Delay(100);
            Add(led.IsOn.ToString());
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

        private static async Coroutine RefuseNumbersAsync(int number, int channel)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.Output))
            {
                Led led = new Led(pin) { IsOn = true };
                await Expect.ThrowsAsync(typeof(ArgumentNullException), led.PlayAsync(null));
                await Expect.ThrowsAsync(typeof(ArgumentException), led.PlayAsync(new int[0]));
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), led.BlinkAsync(100, -1));
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), led.BlinkAsync(Coroutine.MaxDelay + 1, 0));
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), led.BlinkAsync(100, 100, -2));
                Add(led.IsOn.ToString());
                await led.BlinkAsync(100, 100, 0);
                Add(led.IsOn.ToString());
            }

            using (GpioPin pin = new GpioController().OpenPin(number, PinMode.InputPullUp))
            using (Pushbutton button = new Pushbutton(pin))
            {
                Assert.Contains("edges", Expect.Throws(typeof(ArgumentOutOfRangeException), () => new PinEdges(pin, PinEventTypes.None)).ToString());
                await Expect.ThrowsAsync(typeof(ArgumentOutOfRangeException), pin.WaitForEdgeAsync(PinEventTypes.None));
                Assert.Contains("LongPress", Expect.Throws(typeof(ArgumentOutOfRangeException), () => button.LongPress = 0).ToString());
                Assert.Contains("DoubleClick", Expect.Throws(typeof(ArgumentOutOfRangeException), () => button.DoubleClick = -1).ToString());
                Assert.AreEqual(1000, button.LongPress);
                Assert.AreEqual(400, button.DoubleClick);
            }

            AdcChannel input = new AdcController().OpenChannel(channel);
            Expect.Throws(typeof(ArgumentNullException), () => new AdcSampler(null, 1));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AdcSampler(input, 0));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AdcSampler(input, int.MinValue));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AdcSampler(input, Coroutine.MaxDelay + 1));
            Assert.Contains("smoothing", Expect.Throws(typeof(ArgumentOutOfRangeException), () => new AdcSampler(input, 1, 13)).ToString());
        }

        private static async Coroutine ReadButtonAsync(int number, bool pressedIsHigh, int doubleClick, int longPress = 1000)
        {
            using (GpioPin pin = new GpioController().OpenPin(number, pressedIsHigh ? PinMode.InputPullDown : PinMode.InputPullUp))
            using (Pushbutton button = new Pushbutton(pin, pressedIsHigh))
            {
                button.DoubleClick = doubleClick;
                button.LongPress = longPress;

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
    }
}
