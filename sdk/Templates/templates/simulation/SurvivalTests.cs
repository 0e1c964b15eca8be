using System;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

public sealed class SurvivalTests
{
    [Fact]
    public void It_runs_for_an_hour_whatever_goes_wrong()
    {
        Simulation.ForSeeds(10, simulation =>
        {
            simulation.StartProgram("Program1");
            simulation.Faults = SimulationFaults.ForSeed(simulation.Seed);
            simulation.Run(TimeSpan.FromHours(1));
            Assert.Empty(simulation.Unhandled);
        });
    }
}
