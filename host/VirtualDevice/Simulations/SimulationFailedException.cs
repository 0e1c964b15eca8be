using System;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>A simulation failed: its message says with which seed, how to repeat it, and what happened last.</summary>
    public sealed class SimulationFailedException : Exception
    {
        internal SimulationFailedException(int seed, string test, string[] trace, Exception failure)
            : base(
                $"seed {seed}: {failure.Message}{Environment.NewLine}"
                + $"To repeat it alone: {Simulation.SeedVariable}={seed} dotnet test --filter FullyQualifiedName~{test}{Environment.NewLine}"
                + string.Join(Environment.NewLine, trace),
                failure)
        {
            Seed = seed;
        }

        /// <summary>Gets the seed.</summary>
        public int Seed { get; }
    }
}
