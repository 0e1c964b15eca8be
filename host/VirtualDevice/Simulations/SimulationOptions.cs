using System;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>How a simulation is.</summary>
    public sealed record SimulationOptions
    {
        /// <summary>Gets the faults; none by default.</summary>
        public SimulationFaults Faults { get; init; } = SimulationFaults.None;

        /// <summary>
        /// Gets the tick count at the start; 0 by default. Programs that keep ticks in 32 bits are tried with one before
        /// <see cref="int.MaxValue"/> or <see cref="uint.MaxValue"/>.
        /// </summary>
        public long StartTick { get; init; }

        /// <summary>Gets how many events the trace keeps; 200 by default.</summary>
        public int TraceLength { get; init; } = 200;

        internal void ThrowIfWrong()
        {
            ArgumentNullException.ThrowIfNull(Faults);
            Faults.ThrowIfWrong();
            ArgumentOutOfRangeException.ThrowIfNegative(StartTick, nameof(StartTick));
            ArgumentOutOfRangeException.ThrowIfLessThan(TraceLength, 1, nameof(TraceLength));
        }
    }
}
