namespace UAsyncio.Nano.Net
{
    /// <summary>How a <see cref="TcpServer"/> listens.</summary>
    public class TcpServerOptions
    {
        /// <summary>
        /// How many connections are served at a time; 8 by default. Each keeps a slot of the loop, from the start of
        /// the server on, and a socket of the device's 16 (ESP32) or 4 (STM32). More clients wait in the backlog.
        /// </summary>
        public int MaxConnections { get; set; } = 8;

        /// <summary>How many clients may wait to be accepted; 16 by default. The network stack may allow fewer.</summary>
        public int Backlog { get; set; } = 16;

        /// <summary>
        /// The server's certificate, to serve TLS; null, as by default, for plain TCP. A connection that has not said hello yet gives
        /// its place to a client that waits for one.
        /// </summary>
        public TlsServerOptions Tls { get; set; }
    }
}
