namespace Benchmarks.Device
{
    /// <summary>The device has nothing to do.</summary>
    /// <param name="milliseconds">For how long; -1 until something happens.</param>
    public delegate void SleepCallback(int milliseconds);
}
