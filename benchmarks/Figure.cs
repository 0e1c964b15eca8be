namespace UAsyncio.Benchmarks
{
    /// <summary>A line of the tables.</summary>
    /// <param name="Group">The table that it belongs to.</param>
    /// <param name="Name">What was counted.</param>
    public sealed record Figure(string Group, string Name)
    {
        /// <summary>Gets what one operation costs; null when only a size was taken.</summary>
        public Operation? Cost { get; init; }

        /// <summary>Gets the same by a state machine written by hand; null where there is no such thing.</summary>
        public Operation? ByHand { get; init; }

        /// <summary>Gets the same with a thread for each connection; null where there is no such thing.</summary>
        public Operation? ByThread { get; init; }

        /// <summary>Gets the bytes on the heap, or of the file; null when an operation was counted.</summary>
        public double? Size { get; init; }

        /// <summary>Gets what is to be said with it; null for nothing.</summary>
        public string? Note { get; init; }

        /// <summary>Gets whether it is another on another computer, whose network stack acknowledges differently: it has no budget.</summary>
        public bool DependsOnNetworkStack { get; init; }

        /// <summary>Gets what it should be; null without a target.</summary>
        public Target? Target { get; init; }
    }
}
