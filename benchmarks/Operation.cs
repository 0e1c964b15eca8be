using System;

namespace UAsyncio.Benchmarks
{
    /// <summary>What one operation costs: the average over many, after a warm-up.</summary>
    /// <param name="Instructions">IL instructions.</param>
    /// <param name="Calls">Calls of all kinds.</param>
    /// <param name="RuntimeCalls">Those of them that go into the runtime.</param>
    /// <param name="Polls">Calls of Socket.Poll.</param>
    /// <param name="Bytes">Bytes allocated.</param>
    public readonly record struct Operation(double Instructions, double Calls, double RuntimeCalls, double Polls, double Bytes)
    {
        /// <summary>What it costs more than another.</summary>
        public static Operation operator -(Operation a, Operation b) => new(
            a.Instructions - b.Instructions, a.Calls - b.Calls, a.RuntimeCalls - b.RuntimeCalls, a.Polls - b.Polls, a.Bytes - b.Bytes);
    }
}
