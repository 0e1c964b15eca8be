namespace UAsyncio.Fleet
{
    /// <summary>Takes a number of a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The number.</returns>
    internal delegate int FleetCount(FleetDevice device);
}
