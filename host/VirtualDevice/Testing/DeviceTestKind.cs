namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>What a method of a test class is.</summary>
    public enum DeviceTestKind
    {
        /// <summary>A [Setup] method: runs once, before the tests of its class.</summary>
        Setup,

        /// <summary>A [TestMethod].</summary>
        Test,

        /// <summary>A [DataRow] of a test method.</summary>
        DataRow,

        /// <summary>A [Cleanup] method: runs once, after the tests of its class.</summary>
        Cleanup,
    }
}
