namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>How a test ended.</summary>
    public enum DeviceTestOutcome
    {
        /// <summary>Without an exception.</summary>
        Passed,

        /// <summary>By Assert.SkipTest, its own or its class's setup's.</summary>
        Skipped,

        /// <summary>With any other exception.</summary>
        Failed,
    }
}
