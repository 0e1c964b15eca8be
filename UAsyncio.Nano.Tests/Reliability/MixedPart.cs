namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>The parts of the mixed program, each of which counts what it gets done.</summary>
    public static class MixedPart
    {
        public const int HttpServer = 0;
        public const int WebSocketServer = 1;
        public const int Lines = 2;
        public const int HttpClient = 3;
        public const int WebSocketClient = 4;
        public const int TlsClient = 5;
        public const int Published = 6;
        public const int Received = 7;
        public const int Lock = 8;
        public const int Semaphore = 9;
        public const int Queue = 10;
        public const int Condition = 11;
        public const int Barrier = 12;
        public const int Broadcast = 13;
        public const int Group = 14;
        public const int Limit = 15;
        public const int Signal = 16;
        public const int Count = 17;

        /// <summary>The names of all, in order.</summary>
        public static readonly string[] Names =
        {
            "HTTP server", "WebSocket server", "TLS server", "HTTP client", "WebSocket client", "TLS client", "MQTT published", "MQTT received", "lock",
            "semaphore", "queue", "condition", "barrier", "broadcast", "group", "limit", "signal",
        };
    }
}
