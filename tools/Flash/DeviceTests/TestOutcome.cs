namespace UAsyncio.Flash.DeviceTests;

/// <summary>How a test on a device ended.</summary>
internal enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}
