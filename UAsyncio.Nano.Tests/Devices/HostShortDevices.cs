using System;
using System.Device.Adc;
using System.Device.Gpio;
using UAsyncio.Nano.Adc;
using UAsyncio.Nano.Gpio;
using UAsyncio.Nano.Tests.Shortage;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Devices
{
    /// <summary>
    /// What is done with pins and inputs, whose memory the host takes away for a moment: it calls each by reflection. Each may fail then; it
    /// leaves nothing, and works once more. The host has a wire between the two pins.
    /// </summary>
    public static class HostShortDevices
    {
        private const int Out = 2;
        private const int In = 5;

        private static GpioPin s_output;
        private static GpioPin s_input;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "edge", "edge that is cancelled", "button", "pattern", "pattern that is cancelled", "samples" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            s_output = new GpioController().OpenPin(Out, PinMode.Output);
            s_output.Write(PinValue.High);
            s_input = new GpioController().OpenPin(In, PinMode.InputPullUp);
            return ShortRun.Run(operation, MainAsync, null, begin.Invoke, end.Invoke);
        }

        /// <summary>Closes the pins: what is left at them can be looked at until then.</summary>
        public static void Close()
        {
            s_output.Dispose();
            s_input.Dispose();
        }

        private static async Coroutine MainAsync(string operation)
        {
            Coroutine toggling = DeviceLoop.CreateTask(ToggleAsync());

            try
            {
                await OperateAsync(operation, s_input);
            }
            finally
            {
                End();
                toggling.Cancel();
            }
        }

        private static async Coroutine OperateAsync(string operation, GpioPin input)
        {
            switch (operation)
            {
                case "edge":
                    Begin();
                    Check(await input.WaitForEdgeAsync(PinEventTypes.Falling) == PinEventTypes.Falling, "another edge");
                    break;
                case "button":
                    await PressAsync(input);
                    break;
                case "pattern":
                case "pattern that is cancelled":
                    await PlayAsync(operation == "pattern");
                    break;
                case "samples":
                    await SampleAsync();
                    break;
                default:
                    Begin();
                    await CancelAsync(input.WaitForEdgeAsync(PinEventTypes.Rising, 60000));
                    break;
            }
        }

        // A button whose edges the host's wire makes: press and release by turns, whatever fails.
        private static async Coroutine PressAsync(GpioPin input)
        {
            using (Pushbutton button = new Pushbutton(input, false, 0) { DoubleClick = 0 })
            {
                Begin();
                ButtonEvent before = ButtonEvent.Click;

                for (int i = 0; i < 6;)
                {
                    try
                    {
                        ButtonEvent told = await button.ReadAsync();
                        Check(told == (before == ButtonEvent.Press ? ButtonEvent.Release : before == ButtonEvent.Release ? ButtonEvent.Click : ButtonEvent.Press), (int)told + " after " + (int)before);
                        before = told;
                        i++;
                    }
                    catch (OutOfMemoryException)
                    {
                        Check(MayFail, "no memory");
                    }
                }

                End();
            }
        }

        private static async Coroutine PlayAsync(bool isWhole)
        {
            using (GpioPin pin = new GpioController().OpenPin(Out + 1, PinMode.Output))
            {
                Led led = new Led(pin);
                Coroutine pattern = isWhole ? led.BlinkAsync(2, 2, 2) : led.BlinkAsync(1000, 1000);
                Begin();

                try
                {
                    await (isWhole ? pattern : CancelAsync(pattern));
                }
                finally
                {
                    End();
                    await EndAsync(pattern);
                    Check(!led.IsOn, "it is on");
                }
            }
        }

        private static async Coroutine SampleAsync()
        {
            AdcSampler sampler = new AdcSampler(new AdcController().OpenChannel(0), 5);
            Coroutine sampling = DeviceLoop.CreateTask(sampler.RunAsync());
            Begin();
            await PauseAsync(20);
            End();
            int before = sampler.Samples;
            await PauseAsync(20);
            Check(sampler.Samples >= before + 3, "no more samples after " + before);
            sampling.Cancel();
        }

        private static async Coroutine ToggleAsync()
        {
            for (; ; )
            {
                await PauseAsync(10);
                s_output.Toggle();
            }
        }
    }
}
