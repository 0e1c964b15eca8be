namespace UAsyncio.VirtualDevice
{
    /// <summary>The limits of a kind of board.</summary>
    /// <param name="Name">The name a command line would use.</param>
    /// <param name="SocketLimit">How many sockets can be open at once, listening ones included.</param>
    /// <param name="SendBuffer">The bytes a TCP connection holds until its peer has acknowledged them.</param>
    /// <param name="ReceiveWindow">The bytes a TCP connection holds until the program has read them.</param>
    /// <param name="IsEsp32">Whether its pins are an ESP32's, of which an output is always read as low; else an STM32's.</param>
    public sealed record DevicePreset(string Name, int SocketLimit, int SendBuffer, int ReceiveWindow, bool IsEsp32 = true)
    {
        /// <summary>An ESP32: 16 sockets, a send buffer and a receive window of 5,744 bytes.</summary>
        public static DevicePreset Esp32 { get; } = new("esp32", 16, 5744, 5744);

        /// <summary>An STM32 of nanoFramework's ChibiOS targets: 4 sockets, a send buffer and a receive window of 5,744 bytes.</summary>
        public static DevicePreset Stm32 { get; } = new("stm32", 4, 5744, 5744, false);
    }
}
