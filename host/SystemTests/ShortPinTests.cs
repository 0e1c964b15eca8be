using System;
using System.Linq;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>A device's heap is full for a moment while it is told of an edge, or waits for one: the edge is lost at the most, and nothing is left.</summary>
    public sealed class ShortPinTests
    {
        private const int Out = 2;
        private const int Pin = 5;

        private readonly ITestOutputHelper _output;

        public ShortPinTests(ITestOutputHelper output)
        {
            _output = output;
        }

        private static readonly ShortMemory s_memory = new("UAsyncio.Nano.Tests.Devices.HostDevices", false, "UAsyncio.Nano", "UAsyncio.Nano.Gpio");

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            ShortMemory memory = new("UAsyncio.Nano.Tests.Devices.HostShortDevices", false, "UAsyncio.Nano", "UAsyncio.Nano.Gpio", "UAsyncio.Nano.Adc");
            DevicePins.LevelChanged += FollowWire;

            try
            {
                ShortSimulation trial = new(memory, null, FindLeftover);
                trial.TryAll(failures, _ => 1);
                Trial.Report($"operations of devices with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
                trial.AssertNothingIsLost(100);
            }
            finally
            {
                DevicePins.LevelChanged -= FollowWire;
                Device.Restart();
            }

            // The one that stays is nobody's: a device needs it.
            string? FindLeftover()
            {
                int handlers = DevicePins.Handlers(Pin);
                memory.Call("Close");
                return handlers > 1 ? handlers + " handlers" : null;
            }

            static void FollowWire(int pin, bool isHigh)
            {
                if (pin == Out)
                {
                    DevicePins.Drive(Pin, isHigh);
                }
            }
        }

        [Fact]
        public void A_press_is_never_taken_for_a_release()
        {
            bool reached = true;
            int before = 0;

            for (; reached; before++)
            {
                Device.Restart();
                using Simulation simulation = new(before);
                s_memory.Arm(before, 1);
                simulation.Start(() => s_memory.Call("ReadButtonInShortMemory", Pin, s_memory.Callback("PassCallback", s_memory.Begin), s_memory.Callback("PassCallback", s_memory.End)));
                simulation.Run(TimeSpan.FromMilliseconds(100));
                Press();
                reached = simulation.Unhandled.Count > 0 || s_memory.HasFailed;

                // A release that was lost makes it a long press; then it is told of as ever: the numbers of a press, a release and a click.
                Press();
                Press();
                string[] log = ((string)s_memory.Call("get_Log")!).Split(' ');
                Assert.True(log is [.., "0", "1", "4"] && log.Count(e => e == "0") == log.Count(e => e == "1"), before + ": " + string.Join(' ', log));
                s_memory.Call("Stop");
                Assert.True(simulation.RunUntil(() => simulation.Threads == 0, TimeSpan.FromMinutes(1)));

                void Press()
                {
                    DevicePins.Drive(Pin, false);
                    simulation.Run(TimeSpan.FromMilliseconds(200));
                    DevicePins.Drive(Pin, true);
                    simulation.Run(TimeSpan.FromSeconds(3));
                }
            }

            Device.Restart();
            Assert.True(before > 3, before + " places");
        }
    }
}
