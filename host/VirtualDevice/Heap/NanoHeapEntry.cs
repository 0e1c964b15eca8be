namespace UAsyncio.VirtualDevice.Heap
{
    /// <summary>What the objects of one type take.</summary>
    /// <param name="Count">How many there are.</param>
    /// <param name="Bytes">What they take together.</param>
    public readonly record struct NanoHeapEntry(int Count, int Bytes);
}
