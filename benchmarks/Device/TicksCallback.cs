namespace Benchmarks.Device
{
    /// <summary>The time in milliseconds.</summary>
    public delegate int TicksCallback();
}
