using System;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class ProgramTests : IDisposable
    {
        private readonly Simulation _simulation = new(1);

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void A_program_begins_as_after_a_reset_each_time()
        {
            Assembly first = _simulation.StartProgram(DeviceAppFixture.Path);
            Assert.Equal(0, ValueOf(first));
            _simulation.Run(TimeSpan.FromMinutes(1));
            Assert.Equal(42, ValueOf(first));
            Assembly second = _simulation.StartProgram(DeviceAppFixture.Path);
            Assert.Equal(0, ValueOf(second));
            _simulation.Run(TimeSpan.FromMinutes(1));
            Assert.Equal(42, ValueOf(second));
            Assert.Equal(0, _simulation.Threads);
            Assert.Equal(["lost in a thread", "lost in a thread"], _simulation.Unhandled.Select(e => e.Message));
        }

        // It loads a library when it first uses it, which may be an hour later.
        [Fact]
        public void A_program_runs_on_when_the_computer_has_collected_its_garbage()
        {
            _simulation.StartProgram(DeviceAppFixture.Path);
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            _simulation.Run(TimeSpan.FromMinutes(1));
            Assert.Equal(["lost in a thread"], _simulation.Unhandled.Select(e => e.Message));
        }

        [Fact]
        public void What_it_writes_is_in_the_trace()
        {
            _simulation.StartProgram(DeviceAppFixture.Path);
            _simulation.Run(TimeSpan.FromMinutes(1));
            Assert.Contains(_simulation.Trace, line => line.EndsWith("thread 1   writes worked 42", StringComparison.Ordinal));
        }

        [Fact]
        public void A_program_that_is_not_there_is_told_with_the_way_to_have_it()
        {
            string message = Assert.Throws<FileNotFoundException>(() => _simulation.StartProgram("Blinky")).Message;
            Assert.Contains(Path.Combine(AppContext.BaseDirectory, "device", "Blinky", "Blinky.exe"), message);
            Assert.Contains("OutputItemType=\"DeviceProgram\"", message);
            Assert.Contains("build it first", Assert.Throws<FileNotFoundException>(() => _simulation.StartProgram("no/Blinky.exe")).Message);
        }

        [Fact]
        public void A_library_has_no_Main_to_start()
        {
            string library = typeof(Simulation).Assembly.Location;
            Assert.Contains("has no Main", Assert.Throws<ArgumentException>(() => _simulation.StartProgram(library)).Message);
            Assert.Equal(0, _simulation.Threads);
        }

        private static int ValueOf(Assembly app)
        {
            return (int)app.GetType("DeviceApp.Program", true)!.GetField("s_value", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        }
    }
}
