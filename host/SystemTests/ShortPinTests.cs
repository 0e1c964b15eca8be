using System;
using System.Linq;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>A device's heap is full for a moment while it is told of an edge: the edge is lost at the most.</summary>
    public sealed class ShortPinTests
    {
        private const int Pin = 5;

        private static readonly ShortMemory s_memory = new("UAsyncio.Nano.Tests.Devices.HostDevices", false, "UAsyncio.Nano", "UAsyncio.Nano.Gpio");

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
                simulation.Start(() => s_memory.Call("ReadButtonInShortMemory", Pin, s_memory.Callback("PassCallback", s_memory.Begin)));
                simulation.Run(TimeSpan.FromMilliseconds(100));
                Press();
                reached = simulation.Unhandled.Count > 0;

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
