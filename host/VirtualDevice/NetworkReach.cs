namespace UAsyncio.VirtualDevice
{
    /// <summary>How far the virtual device's network reaches.</summary>
    public enum NetworkReach
    {
        /// <summary>This computer only: its loopback, and the name localhost.</summary>
        Loopback,

        /// <summary>The computer's network: names are resolved, and connections go out and come in.</summary>
        Computer,
    }
}
