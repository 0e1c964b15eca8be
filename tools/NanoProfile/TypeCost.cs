namespace UAsyncio.NanoProfile
{
    /// <summary>Objects that were made.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Bytes">What they take on a device's heap.</param>
    public readonly record struct TypeCost(long Count, long Bytes)
    {
        /// <summary>Adds two.</summary>
        public static TypeCost operator +(TypeCost a, TypeCost b) => new(a.Count + b.Count, a.Bytes + b.Bytes);

        /// <summary>What came since.</summary>
        public static TypeCost operator -(TypeCost a, TypeCost b) => new(a.Count - b.Count, a.Bytes - b.Bytes);
    }
}
