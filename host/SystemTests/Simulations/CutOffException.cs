using System;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>The device has closed the connection before its answer was whole.</summary>
    internal sealed class CutOffException(string message) : Exception(message);
}
