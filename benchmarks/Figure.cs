namespace UAsyncio.Benchmarks
{
    /// <summary>A line of the table.</summary>
    /// <param name="Group">The table that it belongs to.</param>
    /// <param name="Name">What was counted.</param>
    public sealed record Figure(string Group, string Name)
    {
        /// <summary>Gets what one operation costs; null when only a size was taken.</summary>
        public Operation? Cost { get; init; }

        /// <summary>Gets the bytes on the heap, or of the file; null when an operation was counted.</summary>
        public double? Held { get; init; }

        /// <summary>Gets what is to be said with it; null for nothing.</summary>
        public string? Note { get; init; }

        /// <summary>Gets the target in words; null without one.</summary>
        public string? Target { get; init; }

        /// <summary>Gets whether the target is met; null without one.</summary>
        public bool? IsMet { get; init; }
    }
}
