namespace UAsyncio.Benchmarks
{
    /// <summary>What a figure should be, and what it is.</summary>
    /// <param name="Limit">The target in words.</param>
    /// <param name="Result">The figure in the same words.</param>
    /// <param name="IsMet">Whether it is met.</param>
    public sealed record Target(string Limit, string Result, bool IsMet)
    {
        /// <summary>Gets whether it is out of reach as yet: the tables show it as missed, and no test fails for it.</summary>
        public bool IsAim { get; init; }
    }
}
