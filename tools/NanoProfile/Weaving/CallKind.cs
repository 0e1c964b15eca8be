namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>What the interpreter has to do for a call.</summary>
    internal enum CallKind
    {
        None,
        Direct,
        Virtual,
        Interface,
        Delegate,
        Runtime,
    }
}
