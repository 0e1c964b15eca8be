namespace UAsyncio.Flash.DeviceTests;

/// <summary>How a test on a device ended.</summary>
public enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}
