using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace UAsyncio.Nano.Net
{
    /// <summary>How a server speaks TLS: who it is, and how long a client may take to say hello.</summary>
    public sealed class TlsServerOptions : TlsOptions
    {
        /// <summary>
        /// The server's certificate with its private key, in PEM or DER: RSA, since released firmware fails with ECDSA at TLS 1.2.
        /// Null for the one that was stored in the device.
        /// </summary>
        public X509Certificate2 Certificate { get; set; }

        /// <summary>True to serve only clients with a certificate that the authorities in the device's store have signed (CertificateManager).</summary>
        public bool ClientCertificateRequired { get; set; }

        /// <summary>
        /// How long the client's whole hello may take, in ms, from 1 to <see cref="Coroutine.MaxDelay"/>; 5000 by default. The loop goes on meanwhile. The handshake that follows
        /// stops the device until the client has answered, or its connection breaks.
        /// </summary>
        public int HelloTimeout { get; set; } = 5000;

        internal override void Authenticate(SslStream stream, string host)
        {
            // The overload with a flag for it does not ask for a certificate, whatever the flag.
            stream.SslVerification = ClientCertificateRequired ? SslVerification.CertificateRequired : SslVerification.NoVerification;
            stream.UseStoredDeviceCertificate = Certificate == null;
            stream.AuthenticateAsServer(Certificate, Protocols);
        }
    }
}
