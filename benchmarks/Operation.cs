namespace UAsyncio.Benchmarks
{
    /// <summary>What one operation costs: the average over many, after a warm-up.</summary>
    /// <param name="Instructions">IL instructions.</param>
    /// <param name="Calls">Calls of all kinds.</param>
    /// <param name="Polls">Those of them that are calls of Socket.Poll.</param>
    /// <param name="Bytes">Bytes allocated.</param>
    public readonly record struct Operation(double Instructions, double Calls, double Polls, double Bytes)
    {
        /// <summary>Gets the bytes that it holds while it waits, without buffers; null when it does not wait.</summary>
        public int? Held { get; init; }

        /// <summary>What it costs more than another.</summary>
        public static Operation operator -(Operation a, Operation b) => new(
            a.Instructions - b.Instructions, a.Calls - b.Calls, a.Polls - b.Polls, a.Bytes - b.Bytes);
    }
}
