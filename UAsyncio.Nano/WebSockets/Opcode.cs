namespace UAsyncio.Nano.WebSockets
{
    /// <summary>What a frame is.</summary>
    internal static class Opcode
    {
        internal const int Continuation = 0;
        internal const int Text = 1;
        internal const int Binary = 2;
        internal const int Close = 8;
        internal const int Ping = 9;
        internal const int Pong = 10;

        // The first byte's bit of a message's last frame, and of the second that its payload is masked.
        internal const int Final = 0x80;
        internal const int Masked = 0x80;
    }
}
