using System.Net.Security;

namespace UAsyncio.Nano.Net
{
    /// <summary>What both sides of TLS choose.</summary>
    public abstract class TlsOptions
    {
        /// <summary>The versions of the protocol; TLS 1.2 and 1.3 by default.</summary>
        public SslProtocols Protocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

        internal abstract void Authenticate(SslStream stream, string host);
    }
}
