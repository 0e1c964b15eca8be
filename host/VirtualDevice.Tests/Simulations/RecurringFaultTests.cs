using System;
using System.Linq;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    /// <summary>Faults that come again and again come as often as they are asked for, however often they are asked for.</summary>
    public sealed class RecurringFaultTests
    {
        private const int Times = 300;

        private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

        [Fact]
        public void Network_is_down_as_often_and_as_long_as_asked_on_average()
        {
            using Simulation simulation = new(1);

            for (int i = 0; i < 5; i++)
            {
                simulation.Faults = new SimulationFaults { DownEvery = TimeSpan.FromSeconds(4), DownFor = TimeSpan.FromSeconds(10) };
            }

            double up = 0;
            double down = 0;

            for (int i = 0; i < Times; i++)
            {
                up += SecondsUntil(simulation, () => !Device.IsNetworkUp);
                down += SecondsUntil(simulation, () => Device.IsNetworkUp);
            }

            Assert.InRange(up / Times, 3.5, 4.5);
            Assert.InRange(down / Times, 9, 11);
            simulation.Faults = SimulationFaults.None;
            Assert.False(simulation.RunUntil(() => !Device.IsNetworkUp, s_patience));
        }

        [Fact]
        public void Time_of_day_jumps_as_often_as_asked_on_average_and_again_after_a_pause()
        {
            using Simulation simulation = new(2, new SimulationOptions { TraceLength = 10000 });

            for (int round = 1; round <= 2; round++)
            {
                for (int i = 0; i < 5; i++)
                {
                    simulation.Faults = new SimulationFaults { JumpEvery = TimeSpan.FromSeconds(10) };
                }

                simulation.Run(TimeSpan.FromSeconds(10 * Times));
                simulation.Faults = SimulationFaults.None;
                int jumps = Jumps(simulation);
                Assert.InRange(jumps, 0.85 * round * Times, 1.15 * round * Times);
                simulation.Run(s_patience);
                Assert.Equal(jumps, Jumps(simulation));
            }
        }

        private static int Jumps(Simulation simulation) => simulation.Trace.Count(line => line.Contains("the time of day jumps", StringComparison.Ordinal));

        private static double SecondsUntil(Simulation simulation, Func<bool> condition)
        {
            TimeSpan start = simulation.Now;
            Assert.True(simulation.RunUntil(condition, s_patience));
            return (simulation.Now - start).TotalSeconds;
        }
    }
}
