using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>How a test ended, and what the device wrote meanwhile.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Message">Why it was skipped, or the exception's message; empty for a test that passed.</param>
    /// <param name="Exception">The exception of a test that failed.</param>
    /// <param name="Output">The lines that the device, all its threads, wrote while the test ran.</param>
    public sealed record DeviceTestResult(
        DeviceTestOutcome Outcome,
        string Message,
        Exception? Exception,
        IReadOnlyList<string> Output);
}
