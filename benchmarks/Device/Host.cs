namespace Benchmarks.Device
{
    /// <summary>What the program that counts does for the device.</summary>
    public static class Host
    {
        /// <summary>Called where the device would sleep, with the milliseconds or -1; set by the host.</summary>
        public static SleepCallback OnSleep;

        /// <summary>Called where the device asks for the time in milliseconds, by <see cref="WindowPoller"/> only; set by the host.</summary>
        public static TicksCallback OnTicks;

        /// <summary>The port that the device listens on.</summary>
        public static int Port;

        /// <summary>How many edges of a pin have been told of.</summary>
        public static int Edges;

        /// <summary>An object whose size on the heap is asked for.</summary>
        public static object Held;
    }
}
