namespace UAsyncio.NanoProfile
{
    /// <summary>What a device method has cost.</summary>
    /// <param name="Calls">How often it was entered; an async method also for each time that it was resumed.</param>
    /// <param name="Instructions">IL instructions of its own.</param>
    /// <param name="TotalInstructions">With those of the device methods that it called.</param>
    /// <param name="Allocations">Objects that it made itself.</param>
    /// <param name="Made">Calls that it made itself.</param>
    public readonly record struct MethodCost(long Calls, long Instructions, long TotalInstructions, TypeCost Allocations, CallCounts Made)
    {
        /// <summary>Gets what the interpreter takes for it alone, estimated, in ns of a PC.</summary>
        public long Nanoseconds => InterpreterTime.Estimate(Instructions, Made);

        /// <summary>Adds two.</summary>
        public static MethodCost operator +(MethodCost a, MethodCost b) => new(
            a.Calls + b.Calls,
            a.Instructions + b.Instructions,
            a.TotalInstructions + b.TotalInstructions,
            a.Allocations + b.Allocations,
            a.Made + b.Made);

        /// <summary>What came since.</summary>
        public static MethodCost operator -(MethodCost a, MethodCost b) => new(
            a.Calls - b.Calls,
            a.Instructions - b.Instructions,
            a.TotalInstructions - b.TotalInstructions,
            a.Allocations - b.Allocations,
            a.Made - b.Made);
    }
}
