using System;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>A simulation failed: its message says with which seed, how to repeat it, and what happened last.</summary>
    public sealed class SimulationFailedException : Exception
    {
        internal SimulationFailedException(int seed, string[] trace, Exception failure)
            : base(
                $"seed {seed}: {failure.Message}{Environment.NewLine}"
                + $"To repeat it alone, set {Simulation.SeedVariable}={seed} in the environment and run the test.{Environment.NewLine}"
                + string.Join(Environment.NewLine, trace),
                failure)
        {
            Seed = seed;
        }

        /// <summary>Gets the seed.</summary>
        public int Seed { get; }
    }
}
