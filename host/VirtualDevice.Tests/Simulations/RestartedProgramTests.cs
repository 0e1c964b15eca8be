extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using device::System.Threading;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;
using DeviceEnvironment = device::System.Environment;
using Power = device::nanoFramework.Runtime.Native.Power;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    // Programs that begin anew when the device has power again.
    public sealed class RestartedProgramTests : IDisposable
    {
        private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

        private readonly Simulation _simulation = new(1);

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void A_program_begins_anew_with_the_power()
        {
            Assembly first = _simulation.StartProgram(DeviceAppFixture.Path);
            _simulation.Run(s_minute);
            Assert.Equal([first], _simulation.Programs);
            _simulation.PowerOff();
            _simulation.Run(s_minute);
            _simulation.PowerOn();
            Assert.NotSame(first, Assert.Single(_simulation.Programs));
            Assert.InRange(DeviceEnvironment.TickCount64, 0, 1);
            _simulation.Run(s_minute);
            Assert.Equal(2, Worked());
        }

        [Fact]
        public void A_program_that_reboots_the_device_begins_anew_a_second_later()
        {
            bool goesOn = false;
            _simulation.StartProgram(DeviceAppFixture.Path);
            _simulation.Start(() =>
            {
                Thread.Sleep(30000);
                Power.RebootDevice();
                goesOn = true;
            });
            _simulation.Run(TimeSpan.FromSeconds(30.5));
            Assert.False(_simulation.IsOn);
            Assert.Equal(1, Worked());
            _simulation.Run(s_minute);
            Assert.True(_simulation.IsOn);
            Assert.Equal(2, Worked());
            Assert.False(goesOn);
            Assert.Equal(0, _simulation.Threads);
        }

        [Fact]
        public void The_fault_takes_the_power_now_and_then_and_the_same_seed_does_the_same()
        {
            List<(int Lives, long Hash)> runs = [];
            for (int i = 0; i < 2; i++)
            {
                _simulation.Dispose();
                using Simulation simulation = new(3, new SimulationOptions { Faults = new SimulationFaults { PowerLossEvery = TimeSpan.FromMinutes(5) }, TraceLength = 10000 });
                simulation.StartProgram(DeviceAppFixture.Path);
                simulation.Run(TimeSpan.FromHours(1));
                simulation.Faults = SimulationFaults.None;
                simulation.Run(s_minute);
                Assert.True(simulation.IsOn);
                runs.Add((simulation.Trace.Count(line => line.EndsWith("the power is on", StringComparison.Ordinal)), simulation.Hash));
                simulation.Run(TimeSpan.FromHours(1));
                Assert.Equal(runs[^1].Lives, simulation.Trace.Count(line => line.EndsWith("the power is on", StringComparison.Ordinal)));
            }

            Assert.InRange(runs[0].Lives, 5, 30);
            Assert.Equal(runs[0], runs[1]);
        }

        [Fact]
        public void What_no_power_on_could_begin_anew_keeps_its_power()
        {
            _simulation.Faults = new SimulationFaults { PowerLossEvery = s_minute };
            _simulation.Start(() => Thread.Sleep(-1));
            _simulation.Run(TimeSpan.FromHours(1));
            Assert.Equal(1, _simulation.Threads);
        }

        private int Worked() => _simulation.Trace.Count(line => line.EndsWith("writes worked 42", StringComparison.Ordinal));
    }
}
