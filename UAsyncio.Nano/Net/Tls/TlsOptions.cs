using System.Net.Security;

namespace UAsyncio.Nano.Net
{
    /// <summary>What both sides of TLS choose.</summary>
    public abstract class TlsOptions
    {
        /// <summary>
        /// The versions of the protocol. By default 1.2 and 1.3 for a server, and 1.2 for a client: what a server of 1.3 sends after
        /// the handshake, session tickets, looks like data, and a device that reads it stops until the first data comes. A client that
        /// writes before it reads can well offer 1.3.
        /// </summary>
        public SslProtocols Protocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

        internal abstract void Authenticate(SslStream stream, string host);
    }
}
