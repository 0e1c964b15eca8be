using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Peripherals;
using UAsyncio.VirtualDevice.Script;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>Pins, serial ports and analogue inputs, moved by scripts and by hand in the time of a simulation.</summary>
    public sealed partial class DevicesSimulationTests : IDisposable
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
        private static readonly Type s_program = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Devices.HostDevices");

        private readonly Simulation _simulation = new(1);

        public DevicesSimulationTests() => Device.Restart();

        public void Dispose()
        {
            _simulation.Dispose();
            Device.Preset = DevicePreset.Esp32;
            Device.Restart();
        }

        [Fact]
        public void An_edge_wakes_who_waits_for_it_and_the_other_one_does_not()
        {
            Start("WaitForEdges", 4, false, 0, 2);
            Drive(4, (100, false), (200, true), (300, false));
            End("done");
            Assert.Matches("^2@1[01]. 2@3[01].$", Log);
        }

        [Fact]
        public void An_edge_that_bounces_is_one_and_a_spike_is_none()
        {
            Start("WaitForEdges", 4, false, 20, 2);
            Drive(4, (100, false), (102, true), (104, false), (300, true), (400, false), (405, true), (500, false));
            End("done");
            Assert.Matches("^2@12. 2@52.$", Log);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void An_edge_that_is_given_up_while_it_bounces_does_no_harm(bool isEsp32)
        {
            Device.Preset = isEsp32 ? DevicePreset.Esp32 : DevicePreset.Stm32;
            List<string> crashes = [];
            void Note(Exception e) => crashes.Add(e.Message);
            Device.UnhandledException += Note;
            Start("GiveUpWhileItBounces", 4);
            Drive(4, (80, false), (200, true), (400, false));
            End("done");
            Device.UnhandledException -= Note;
            Assert.Empty(crashes);
            Assert.Matches("^2@42.$", Log);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void An_edge_is_seen_whatever_the_pin_did_while_nobody_waited(bool isEsp32)
        {
            Device.Preset = isEsp32 ? DevicePreset.Esp32 : DevicePreset.Stm32;
            Start("WaitNowAndThen", 4);
            Drive(4, (100, false), (150, true), (300, false));
            End("done");
            Assert.Matches("^2@1.. 2@3..$", Log);
        }

        [Fact]
        public void A_pin_that_is_opened_again_waits_for_nothing_of_before()
        {
            Start("OpenAgain", 4);
            Drive(4, (10, false), (100, true));
            End("done");
            Assert.Matches("^1@1[01].$", Log);
        }

        [Fact]
        public void Times_of_pins_buttons_LEDs_and_inputs_can_be_time_spans()
        {
            Start("TakeTimeSpans", 4, 2, 0);
            Drive(4, (100, false), (102, true), (104, false), (300, true), (305, false), (310, true));
            End("done");
            Assert.Matches("^2@12. 1@32. 1 [12]@5..$", Log);
        }

        [Fact]
        public void Edges_between_two_waits_are_counted()
        {
            Start("CountEdges", 4, 3);
            Drive(4, (10, false), (30, true), (50, false), (70, true), (300, false));
            End("done");

            // The first, the three while it was away, and the last.
            Assert.Equal("1 4 5", Log);
        }

        [Theory]
        [InlineData("short", "100 0 200 1", "press release click")]
        [InlineData("double", "100 0 150 1 250 0 300 1", "press release double release")]
        [InlineData("triple", "100 0 150 1 250 0 300 1 400 0 450 1", "press release double release press release click")]
        [InlineData("two clicks", "100 0 150 1 600 0 650 1", "press release click press release click")]
        [InlineData("long", "100 0 1500 1", "press long release")]
        [InlineData("long after short", "100 0 150 1 250 0 2000 1", "press release double long release")]
        [InlineData("short after long", "100 0 1500 1 1700 0 1750 1", "press long release press release click")]
        [InlineData("bouncing", "100 0 104 1 108 0 200 1 203 0 206 1", "press release click")]
        [InlineData("nearly long", "100 0 1050 1", "press release click")]
        public void A_button_tells_what_is_done_to_it(string name, string events, string told)
        {
            _simulation.Note(name);
            Start("ReadButton", 5, false, 400);
            int[] numbers = [.. events.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            Drive(5, [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1] == 1))]);
            _simulation.Run(TimeSpan.FromSeconds(4));
            Assert.Equal(told, Log);
            Stop();
        }

        [Fact]
        public void A_click_is_told_at_once_where_there_are_no_double_clicks()
        {
            Start("ReadButton", 5, false, 0);
            Drive(5, (100, false), (150, true), (250, false), (300, true));
            _simulation.Run(TimeSpan.FromMilliseconds(320));
            Assert.Equal("press release click press", Log);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal("press release click press release click", Log);
            Stop();
        }

        [Fact]
        public void A_button_need_not_have_a_long_press()
        {
            Start("ReadButtonThatIsNeverLong", 5);
            Drive(5, (100, false), (60000, true));
            _simulation.Run(TimeSpan.FromMinutes(2));
            Assert.Equal("press release click", Log);
            Stop();
        }

        [Fact]
        public void A_switch_that_is_held_for_weeks_is_not_pressed_long()
        {
            Start("ReadButtonThatIsNeverLong", 5);
            DevicePins.Drive(5, false);
            _simulation.Run(TimeSpan.FromDays(26));
            Assert.Equal("press", Log);
            DevicePins.Drive(5, true);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal("press release click", Log);
            Stop();
        }

        [Fact]
        public void Numbers_out_of_range_are_refused_before_anything_is_switched()
        {
            Start("RefuseNumbers", 2, 0);
            End("done");
            Assert.Equal("True False", Log);
        }

        [Fact]
        public void Who_listens_to_a_pin_or_a_port_can_be_closed_after_it()
        {
            Start("CloseTheWrongWayRound", 6, "COM2");
            End("done");
            Assert.Equal("True", Log);
        }

        [Fact]
        public void What_is_done_to_a_button_while_the_loop_is_busy_is_told_as_it_was()
        {
            s_program.GetProperty("Log")!.SetValue(null, null);
            Start("ReadButton", 5, false, 400);
            _simulation.Run(TimeSpan.FromMilliseconds(50));
            s_program.GetMethod("BeBusy")!.Invoke(null, [3000]);

            // Busy from the first press on: two clicks, far apart, a long press.
            Drive(5, (100, false), (200, true), (800, false), (850, true), (1500, false), (2700, true));
            _simulation.Run(TimeSpan.FromSeconds(6));
            Assert.Equal("press release click press release click press long release", Log);

            // More than has room: the last are lost, in pairs, and what comes then is right.
            s_program.GetMethod("BeBusy")!.Invoke(null, [3000]);
            Drive(5, [.. Enumerable.Range(0, 15).Select(i => (100 + (100 * i), i % 2 == 1)), (3500, true), (5000, false), (5100, true)]);
            _simulation.Run(TimeSpan.FromSeconds(8));
            string[] words = Log.Split(' ')[9..];
            Assert.Equal(["press", "release", "click"], words[^3..]);
            Assert.Equal(words.Count(w => w is "press" or "double"), words.Count(w => w == "release"));
            Stop();
        }

        [Fact]
        public void A_button_may_press_its_pin_high()
        {
            Start("ReadButton", 5, true, 0);
            Drive(5, (100, true), (200, false));
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal("press release click", Log);
            Stop();
        }

        [Fact]
        public void A_LED_plays_its_pattern_and_is_off_when_it_is_cancelled()
        {
            List<(int At, bool IsHigh)> changes = [];
            void Add(int pin, bool isHigh) => changes.Add(((int)_simulation.Now.TotalMilliseconds, isHigh));
            DevicePins.LevelChanged += Add;
            Start("Play", 2, true, 2);
            End("done");
            DevicePins.LevelChanged -= Add;
            Assert.Equal([true, false, true, false, true, false, true, false], changes.Select(c => c.IsHigh));
            int[] times = [.. changes.Zip(changes.Skip(1), (a, b) => b.At - a.At)];
            Assert.All(times.Zip([100, 50, 200, 300, 100, 50, 200]), pair => Assert.InRange(pair.First - pair.Second, -1, 5));

            Start("Play", 3, false, -1);
            _simulation.Run(TimeSpan.FromMilliseconds(30));
            Assert.False(DevicePins.IsHigh(3));
            Stop();
            Assert.True(DevicePins.IsHigh(3));
        }

        [Fact]
        public void A_pattern_that_was_cancelled_does_not_switch_off_what_was_switched_on_since()
        {
            List<(int At, bool IsHigh)> changes = [];
            void Add(int pin, bool isHigh) => changes.Add(((int)_simulation.Now.TotalMilliseconds, isHigh));
            DevicePins.LevelChanged += Add;
            Start("PlayAfterAnother", 2);
            End("done");
            DevicePins.LevelChanged -= Add;
            Assert.Equal("True", Log);

            // On for 100 ms, off for 100; on again, which the next pattern takes over; off, on, off, and on for good.
            int[] times = [.. changes.Zip(changes.Skip(1), (a, b) => b.At - a.At)];
            Assert.Equal([true, false, true, false, true, false, true], changes.Select(c => c.IsHigh));
            Assert.All(times.Zip([100, 100, 150, 50, 100, 50]), pair => Assert.InRange(pair.First - pair.Second, -1, 8));
        }

        private static string Log => (string?)s_program.GetProperty("Log")!.GetValue(null) ?? "";

        private static string? Outcome => (string?)s_program.GetProperty("Outcome")!.GetValue(null);

        // At times of the script, in ms.
        private static void Drive(int pin, params (int At, bool IsHigh)[] events)
        {
            string all = string.Join(", ", events.Select(e => "{ \"at\": " + e.At + ", \"level\": \"" + (e.IsHigh ? "high" : "low") + "\" }"));
            DeviceScript.Parse("{ \"pins\": [ { \"pin\": " + pin + ", \"events\": [ " + all + " ] } ] }", "script").Start();
        }

        private void Start(string method, params object[] arguments)
        {
            s_program.GetProperty("Outcome")!.SetValue(null, null);
            _simulation.Start(() => s_program.GetMethod(method)!.Invoke(null, arguments));
            _simulation.Run(TimeSpan.FromMilliseconds(1));
        }

        private void Deliver(byte[] bytes)
        {
            DeviceSerial.Deliver("COM2", bytes);
            _simulation.Run(TimeSpan.FromMilliseconds(100));
        }

        private void Stop()
        {
            s_program.GetMethod("Stop")!.Invoke(null, null);
            End("CanceledException");
        }

        private void End(string outcome)
        {
            Assert.True(_simulation.RunUntil(() => Outcome != null, s_limit), Log);
            Assert.Equal(outcome, Outcome);
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit));
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }
    }
}
