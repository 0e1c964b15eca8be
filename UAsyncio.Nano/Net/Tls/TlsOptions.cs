using System.Net.Security;

namespace UAsyncio.Nano.Net
{
    /// <summary>What both sides of TLS choose.</summary>
    public abstract class TlsOptions
    {
        /// <summary>
        /// The versions of the protocol; TLS 1.2 and 1.3 by default. For a client that reads before it writes, 1.2 alone: what a server
        /// of 1.3 sends after the handshake, session tickets, stops a device that reads it until the first data comes.
        /// </summary>
        public SslProtocols Protocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

        internal abstract void Authenticate(SslStream stream, string host);
    }
}
